using Engram.Faults.Calls;
namespace Engram.Faults.Faults;

/// <summary>SIGKILL just before a call that writes into the folder, which is drawn from all of them.</summary>
internal sealed class KilledAtCall : IFault
{
    public string Name => "kill-at-call";

    public bool ComesByItself => true;

    public IReadOnlyList<string>? Prefix(Plan plan)
    {
        if (!Strace.IsAvailable)
        {
            return null;
        }

        SystemCall[] calls = [.. Strace.Families.Keys.SelectMany(family => plan.Undisturbed.Calls(plan.Workshop, family))];
        SystemCall call = calls[plan.Random.Next(calls.Length)];
        plan.Injection = new Injection(
            [call.Name], $"{call.Name}:signal=KILL:when={call.Number}", $"killed at {call.Name} {call.Number} ({call.Arguments})", Path.Combine(plan.Place, "strace.log"));
        return plan.Injection.Prefix;
    }

    public string Strike(Moment moment)
    {
        moment.Process.WaitForEnd();
        moment.KillAll();
        moment.Remember();
        return moment.Plan.Injection!.Words;
    }
}
