using Engram.Cli.Rendering;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Cli.SweepRendering;

/// <summary>What happens in a sweep, in lines.</summary>
internal static class SweepText
{
    /// <summary>Which sweep it is, where it stands at the start, and with which data.</summary>
    public static string Heading(SweepStarted started) => string.Join('\n',
        [$"Sweep {started.Name}: {Runs(started.Progress.Count)}, {Counts(started.Progress)}; {started.Where}", .. started.Data.Select(RunText.Data)]);

    /// <summary>The line for an attempt that ended.</summary>
    public static string Ending(SweepRunEnded ended)
    {
        SweepAttempt attempt = ended.Attempt;
        return attempt.Status switch
        {
            AttemptStatus.Finished => $"finished     {attempt.Run}  {Result(ended.Record)}",
            AttemptStatus.Interrupted => $"interrupted  {attempt.Run}",
            _ => $"failed       {attempt.Run}: {attempt.Cause?.TrimEnd('.')}; {Consequence(ended)}",
        };
    }

    /// <summary>The line for runs that wait in a queue. Slurm's manual explains its reasons.</summary>
    public static string Queued(SweepQueued queued) => $"in the queue, which gives as its reason: {queued.Reasons}";

    /// <summary>How many runs are finished, under way, waiting and failed; what there is none of is left out.</summary>
    public static string Counts(SweepProgress progress)
    {
        IEnumerable<string> parts =
            from part in new[]
            {
                (progress.Finished, "finished"), (progress.Running.Count, "running"), (progress.Waiting, "waiting"), (progress.Failed, "failed"),
            }
            where part.Item1 > 0
            select $"{part.Item1} {part.Item2}";
        return string.Join(", ", parts);
    }

    /// <summary>Time left, where it is known and there is any.</summary>
    public static string Left(TimeSpan? left) => left is { } time && time > TimeSpan.Zero ? $"{RunText.Duration(time)} left" : "";

    public static string Runs(int count) => $"{count} {(count == 1 ? "run" : "runs")}";

    private static string Result(RunRecord? record) => record is null
        ? ""
        : $"{RunText.Accuracies(record)}, sparseness {string.Join(" ", record.Layers.Select(layer => RunText.Fixed(layer.HoyerSparseness, 3)))}, {RunText.Seconds(record.TotalSeconds)}";

    private static string Consequence(SweepRunEnded ended) =>
        ended.IsRetried ? "tried again" : $"given up because {ended.Attempt.NotRetriedBecause ?? "the sweep stops"}";
}
