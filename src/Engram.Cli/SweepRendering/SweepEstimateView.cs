using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Data;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Cli.SweepRendering;

/// <summary>What a sweep will take, roughly guessed: its first settings line by line, and the sums of all.</summary>
internal static class SweepEstimateView
{
    /// <summary>Settings that are shown line by line.</summary>
    private const int MostRows = 20;

    public static void Show(Shell shell, SweepPlan plan, SweepEstimate estimate)
    {
        SpecKey[] varied = [.. Varied([.. plan.Runs.Select(run => run.Spec)])];
        RunEstimate[][] settings = [.. estimate.Runs.GroupBy(run => Setting(run, varied)).Select(group => group.ToArray())];
        Table(settings, varied).Show(shell);
        if (settings.Length > MostRows)
        {
            shell.WriteText($"  ... and {RunText.Count(settings.Length - MostRows)} more settings");
            shell.WriteLine();
        }

        foreach (DatasetOrigin origin in estimate.Data)
        {
            shell.WriteText(RunText.Data(origin));
        }

        shell.WriteText($"{Plural(plan.Runs.Count, "run")} of {Plural(settings.Length, "setting")}: about {Duration(estimate.TrainSeconds)} of training, {Size(estimate.DiskBytes)} on disk");
        shell.WriteText($"{Plural(estimate.Workers, "worker")} with {Plural(estimate.Threads, "thread")} each: done in about {Duration(estimate.WallSeconds)}, {Size(estimate.MemoryBytes)} of memory");
        shell.WriteText("Times are a rough guess from a short trial of each kind of run: layers that grow\nsparse get faster, and testing and analyzing come on top.");
        if (estimate.MemoryBytes > estimate.AvailableMemoryBytes)
        {
            shell.Error.WriteLine($"Warning: runs at the same time may take {Size(estimate.MemoryBytes)} of memory, but there are {Size(estimate.AvailableMemoryBytes)}; use fewer workers, or smaller layers and batches.");
        }

        int scaled = estimate.Runs.Count(run => !run.IsMeasured);
        if (scaled > 0)
        {
            shell.WriteText($"{Plural(scaled, "run")} of a kind that was not measured: scaled by size from those that were.");
        }
    }

    /// <summary>What follows from the model, such as its default batch size, needs no column beside it.</summary>
    private static IEnumerable<SpecKey> Varied(IReadOnlyList<RunSpec> specs)
    {
        SpecKey[] own = [.. SpecKeys.VariedWithin(specs.GroupBy(spec => spec.Training.Model))];
        return SpecKeys.Varied(specs).Where(key => key.Name == "model" || (key.Name != "seed" && own.Contains(key)));
    }

    private static string Setting(RunEstimate run, IEnumerable<SpecKey> varied) =>
        string.Join('\n', varied.Select(key => key.Read(run.Run.Spec)));

    private static FittingTable Table(RunEstimate[][] settings, SpecKey[] varied)
    {
        var table = new FittingTable();
        foreach (SpecKey key in varied)
        {
            table.AddNames(key.Name);
        }

        table.AddNumbers("Runs", "Time each", "Disk each", "Memory each");
        foreach (RunEstimate[] runs in settings.Take(MostRows))
        {
            table.AddRow(
            [
                .. varied.Select(key => Value(key, runs[0].Run.Spec)),
                RunText.Count(runs.Length),
                Duration(runs.Max(run => run.TrainSeconds)),
                Size(runs.Max(run => run.DiskBytes)),
                Size(runs.Max(run => run.MemoryBytes)),
            ]);
        }

        return table;
    }

    /// <summary>A key that the run's model does not use has no value.</summary>
    private static string Value(SpecKey key, RunSpec spec) =>
        key.IsUsedBy(Families.ModelTable.Find(spec.Training.Model)) ? key.Read(spec) : "-";

    private static string Plural(int count, string noun) => $"{RunText.Count(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Duration(double seconds) => RunText.Duration(TimeSpan.FromSeconds(Math.Ceiling(seconds)));

    private static string Size(long bytes) => bytes < 10_000_000_000 ? $"{RunText.Count(Math.Ceiling(bytes / 1e6))} MB" : $"{RunText.Count(Math.Ceiling(bytes / 1e9))} GB";
}
