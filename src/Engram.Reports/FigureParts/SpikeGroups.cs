using Engram.Analysis.Spikes;
using Engram.Analysis.Statistics;
using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.FigureParts;

/// <summary>Groups of runs whose units fire; analyses of earlier versions do not say when.</summary>
internal static class SpikeGroups
{
    /// <summary>Steps that stand side by side at most; of more, neighbors share a place.</summary>
    public const int MostSteps = 20;

    /// <summary>The groups.</summary>
    public static IReadOnlyList<RunGroup> Of(ReportData data) => [.. data.Groups.Where(group => group.Runs.Any(run => run.Analysis.Spikes is not null))];

    /// <summary>The run that stands for a group.</summary>
    public static FinishedRun Shown(RunGroup group) => group.Runs.First(run => run.Analysis.Spikes is not null);

    /// <summary>A measure of a layer over the group's runs; null where no run has it.</summary>
    public static RunStatistics? Over(RunGroup group, int layerIndex, Func<SpikeLayer, double?> measure) =>
        group.Over(run => run.Analysis.Spikes?.Layers.ElementAtOrDefault(layerIndex) is { } layer ? measure(layer) : null);

    /// <summary>How many steps share a place.</summary>
    public static int StepsPerPlace(int steps) => (steps + MostSteps - 1) / MostSteps;
}
