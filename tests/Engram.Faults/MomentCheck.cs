using Engram.Faults.Faults;

namespace Engram.Faults;

/// <summary>Disturbs a piece of work at one moment, starts it again until it is finished, and looks at what is left.</summary>
internal sealed class MomentCheck(Workshop workshop, int seed)
{
    private const int MaxStarts = 5;

    /// <summary>What came of it, and a line that says so.</summary>
    public (Outcome Outcome, IReadOnlyList<string> Errors, string Line) Run(int number, IFault fault, Undisturbed undisturbed)
    {
        string place = Directory.CreateDirectory(workshop[$"moment-{number}"]).FullName;
        using IDisposable? disk = fault.MountDisk(place, out bool isMissing);
        string begin = $"{number,4} {fault.Name,-15} {undisturbed.Work.Name}";
        if (isMissing)
        {
            return (Outcome.Skipped, [], $"{begin}: SKIPPED, its disk cannot be mounted here");
        }

        List<string> errors = [];
        string happened = "";
        try
        {
            string aside = Directory.CreateDirectory(workshop[$"moment-{number}-aside"]).FullName;
            var plan = new Plan(workshop, undisturbed, aside, new Random((seed * 100_003) + number));
            Outcome? special = Disturb(fault, plan, Path.Combine(place, "out"), disk, errors, words => happened = $" {words}");
            if (special is { } outcome)
            {
                return (outcome, [], $"{begin}{happened}: {(outcome == Outcome.Missed ? "missed" : "SKIPPED, it cannot be done on this machine")}");
            }

            return (errors.Count > 0 ? Outcome.Explained : Outcome.Clean, errors, $"{begin}{happened}: {(errors.Count > 0 ? $"explained ({string.Join(", ", errors)})" : "clean")}");
        }
        catch (MisbehaviorException error)
        {
            return (Outcome.Failed, errors, $"{begin}{happened}: FAILED, {error.Message}");
        }
    }

    /// <returns>An outcome where nothing could be seen: the fault cannot be had here, or it missed the work.</returns>
    private Outcome? Disturb(IFault fault, Plan plan, string folder, IDisposable? disk, List<string> errors, Action<string> tell)
    {
        Undisturbed undisturbed = plan.Undisturbed;
        IWork work = undisturbed.Work;
        if (fault.Prefix(plan) is not { } prefix)
        {
            return Outcome.Skipped;
        }

        Trigger trigger = Trigger.Draw(plan.Random, undisturbed);
        using var watch = new FileWatch(Path.GetDirectoryName(folder)!);
        using EngramProcess first = workshop.Start(work.Command(folder), prefix);
        var moment = new Moment(plan, folder, first, disk);
        string when = fault.ComesByItself ? "" : $"at {trigger.Wait(first, watch)}, ";
        tell(when);
        if (fault.Strike(moment) is not { } what)
        {
            moment.KillAll();
            return Outcome.Skipped;
        }

        tell($"{when}{what}");
        first.WaitForEnd();
        if (!moment.IsMissed)
        {
            Obey(moment, first, moment.WasAskedToStop, errors);
            RequireTruth(moment, fault);
        }
        bool isDone = false;
        for (int start = 0; !isDone; start++)
        {
            if (start == MaxStarts)
            {
                throw new MisbehaviorException($"not finished after {MaxStarts} further starts");
            }

            using EngramProcess again = workshop.Start(work.Command(folder));
            again.WaitForEnd();
            Obey(moment, again, wasAskedToStop: false, errors);
            isDone = again.ExitCode == 0;
        }

        if (ProcessTable.Naming(folder) is { Count: > 0 } alive)
        {
            throw new MisbehaviorException($"{alive.Count} processes outlive the sweep");
        }

        return undisturbed.Comparison.Find(folder, fault.MayWarn) is { } difference
            ? throw new MisbehaviorException($"other than undisturbed: {difference}")
            : moment.IsMissed ? Outcome.Missed : null;
    }

    /// <summary>A program that says that it has done its work has done it.</summary>
    private static void RequireTruth(Moment moment, IFault fault)
    {
        if (moment.Process.ExitCode == 0 && !fault.SpoilsFile && Directory.Exists(moment.Folder)
            && moment.Plan.Undisturbed.Comparison.Find(moment.Folder, fault.MayWarn) is { } difference)
        {
            throw new MisbehaviorException($"exit code 0, but other than undisturbed: {difference}");
        }
    }

    /// <summary>Does what the errors ask for; what was finished must still be there.</summary>
    private static void Obey(Moment moment, EngramProcess process, bool wasAskedToStop, List<string> errors)
    {
        IReadOnlyList<string> sentences = Ending.Sentences(process, wasAskedToStop);
        if (moment.Finished!.FindLoss() is { } loss)
        {
            throw new MisbehaviorException($"lost: {loss}");
        }

        errors.AddRange(sentences.Select(sentence => Remedy.Obey(moment, sentence)));
    }
}
