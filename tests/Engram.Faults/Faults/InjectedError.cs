using Engram.Faults.Calls;
namespace Engram.Faults.Faults;

/// <summary>A call that writes into the folder fails: one that is drawn, or it and all that its thread makes after it.</summary>
/// <param name="family">What the call does, as in <see cref="Strace.Families"/>.</param>
/// <param name="errors">The errors that it may give.</param>
internal sealed class InjectedError(string family, params string[] errors) : IFault
{
    /// <summary>Calls of a name that a thread may make before the program has begun, to load itself.</summary>
    private const int StartUp = 100;

    public string Name => $"error-{family}";

    public bool ComesByItself => true;

    // What cannot be removed is no reason to stop.
    public bool MayWarn => family == "unlink";

    // The processes of a sweep open too many other files; and strace, unlike a kernel, leaves open what it lets no one close: pipes would have no end.
    public bool SuitsSweep => family is not ("open" or "close");

    public IReadOnlyList<string>? Prefix(Plan plan)
    {
        if (!Strace.IsAvailable)
        {
            return null;
        }

        // A file is drawn first: some are written to far more often than others.
        Random random = plan.Random;
        IReadOnlyList<SystemCall> all = plan.Undisturbed.Calls(plan.Workshop, family);
        IGrouping<string, SystemCall>[] files = [.. all.Where(call => !call.IsCommon || call.Number > StartUp || all.All(other => other.Number <= StartUp)).GroupBy(call => call.Arguments).OrderBy(file => file.Key, StringComparer.Ordinal)];
        if (files.Length == 0)
        {
            return [];
        }

        SystemCall[] ofFile = [.. files[random.Next(files.Length)]];
        SystemCall call = ofFile[random.Next(ofFile.Length)];
        string error = errors[random.Next(errors.Length)];

        // Nobody can do without opening files, and an interrupted call is made again.
        bool goesOn = random.Next(3) == 0 && error != "EINTR" && SuitsSweep;
        plan.Injection = new Injection(
            [call.Name, .. Strace.Families["rename"].Where(name => name != call.Name)],
            $"{call.Name}:error={error}:when={call.Number}{(goesOn ? "+" : "")}",
            $"{error} from {call.Name} {call.Number}{(goesOn ? " on" : "")} ({call.Arguments})",
            Path.Combine(plan.Place, "strace.log"));
        return plan.Injection.Prefix;
    }

    public string Strike(Moment moment)
    {
        if (moment.Plan.Injection is not { } injection)
        {
            moment.IsMissed = true;
            return "the work makes no such call";
        }

        MisbehaviorException? hanging = null;
        try
        {
            moment.Process.WaitForEnd();
        }
        catch (MisbehaviorException error)
        {
            hanging = error;
        }

        moment.Remember();

        // The threads of two runs do not always make the same calls; errors elsewhere than in the folder say nothing about it.
        IReadOnlyList<SystemCall> calls = injection.Calls();
        SystemCall[] hits = [.. calls.Where(call => call.IsDisturbed)];
        moment.IsMissed = !hits.Any(hit => hit.Concerns(moment.Folder)) || hits.Any(hit => hit.IsCommon && !hit.Concerns(moment.Folder));
        if (hanging is not null && !moment.IsMissed)
        {
            throw hanging;
        }

        RequireNoSuccessor(calls);
        return $"{injection.Words}, {hits.Length} failed{(moment.IsMissed ? ", not all in the folder" : "")}";
    }

    /// <summary>
    /// A file that did not reach the disk must not take the place of the one before. The content alone would not tell: until the
    /// machine goes down, it is there.
    /// </summary>
    private static void RequireNoSuccessor(IReadOnlyList<SystemCall> calls)
    {
        HashSet<string> lost = [];
        foreach (SystemCall call in calls)
        {
            if (call.IsDisturbed && (call.Name is "fsync" or "fdatasync" || call.Name.Contains("write", StringComparison.Ordinal)) && !call.Arguments.Contains("EINTR", StringComparison.Ordinal))
            {
                lost.Add(call.Path);
            }
            else if (Strace.Families["rename"].Contains(call.Name) && lost.Contains(call.Path) && !call.IsDisturbed)
            {
                throw new MisbehaviorException($"{call.Path} takes its place in spite of an error");
            }
        }
    }
}
