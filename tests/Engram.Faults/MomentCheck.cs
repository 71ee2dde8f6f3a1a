using Engram.Faults.Faults;

namespace Engram.Faults;

/// <summary>Disturbs a piece of work at one moment, starts it again until it is finished, and looks at what is left.</summary>
internal sealed class MomentCheck(Workshop workshop, int seed)
{
    /// <summary>Room for the work and its checkpoints, and not for much more.</summary>
    private const string SmallDisk = "6m";

    private const int MaxStarts = 5;

    /// <summary>What came of it, and a line that says so.</summary>
    public (Outcome Outcome, IReadOnlyList<string> Errors, string Line) Run(int number, IFault fault, Undisturbed undisturbed)
    {
        string place = Directory.CreateDirectory(workshop[$"moment-{number}"]).FullName;
        using Mount? disk = fault.NeedsSmallDisk ? Mount.SmallDisk(place, SmallDisk) : null;
        string begin = $"{number,4} {fault.Name,-15} {undisturbed.Work.Name}";
        if (fault.NeedsSmallDisk && disk is null)
        {
            return (Outcome.Skipped, [], $"{begin}: SKIPPED, no small file system can be mounted here");
        }

        List<string> errors = [];
        string happened = "";
        try
        {
            string? what = Disturb(fault, undisturbed, Path.Combine(place, "out"), new Random((seed * 100_003) + number), errors, words => happened = $" {words}");
            if (what is null)
            {
                return (Outcome.Skipped, [], $"{begin}{happened}: SKIPPED, it cannot be done on this machine");
            }

            return (errors.Count > 0 ? Outcome.Explained : Outcome.Clean, errors, $"{begin}{happened}: {(errors.Count > 0 ? $"explained ({string.Join(", ", errors)})" : "clean")}");
        }
        catch (MisbehaviorException error)
        {
            return (Outcome.Failed, errors, $"{begin}{happened}: FAILED, {error.Message}");
        }
    }

    private string? Disturb(IFault fault, Undisturbed undisturbed, string folder, Random random, List<string> errors, Action<string> tell)
    {
        IWork work = undisturbed.Work;
        Trigger trigger = Trigger.Draw(random, undisturbed);
        using var watch = new FileWatch(Path.GetDirectoryName(folder)!);
        using EngramProcess first = workshop.Start(work.Command(folder));
        var moment = new Moment(work, folder, first, random);
        string when = trigger.Wait(first, watch);
        tell($"at {when}");
        if (fault.Strike(moment) is not { } what)
        {
            moment.KillAll();
            return null;
        }

        tell($"at {when}, {what}");
        first.WaitForEnd();
        Obey(moment, first, moment.WasAskedToStop, errors);
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

        return undisturbed.Comparison.Find(folder, fault.SpoilsFile) is { } difference
            ? throw new MisbehaviorException($"other than undisturbed: {difference}")
            : what;
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
