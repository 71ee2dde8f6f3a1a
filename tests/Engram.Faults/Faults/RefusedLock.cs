using Engram.Faults.Calls;

namespace Engram.Faults.Faults;

/// <summary>A file system without locks, while the same command is started twice: both must not work in one folder.</summary>
internal sealed class RefusedLock : IFault
{
    private static readonly string[] Errors = ["ENOSYS", "ENOLCK"];

    public string Name => "refused-lock";

    public bool ComesByItself => true;

    public IReadOnlyList<string>? Prefix(Plan plan)
    {
        if (!Strace.IsAvailable)
        {
            return null;
        }

        string error = Errors[plan.Random.Next(Errors.Length)];
        plan.Injection = new Injection(["flock"], $"flock:error={error}", $"no locks ({error})", Path.Combine(plan.Place, "strace.log"));
        return plan.Injection.Prefix;
    }

    public string Strike(Moment moment)
    {
        Plan plan = moment.Plan;
        int milliseconds = plan.Random.Next(1500);
        Thread.Sleep(milliseconds);
        var second = new Injection(["flock"], "flock:error=ENOLCK", "", Path.Combine(plan.Place, "strace-second.log"));
        using EngramProcess other = plan.Workshop.Start(plan.Undisturbed.Work.Command(moment.Folder), second.Prefix);
        other.WaitForEnd();
        moment.Process.WaitForEnd();
        moment.WaitForQuiet();
        moment.Remember();
        IReadOnlyList<string> sentences = Ending.Sentences(other, wasAskedToStop: false);
        return moment.Process.ExitCode == 0 && other.ExitCode == 0
            ? throw new MisbehaviorException("both processes end well in one folder that neither could lock")
            : $"{plan.Injection!.Words}, a second start after {milliseconds} ms: {(sentences.Count == 0 ? "done" : "refused")}";
    }
}
