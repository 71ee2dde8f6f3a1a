using Engram.Analysis.Lesions;
using Engram.Analysis.Statistics;
using Engram.Reports.Data;
using Engram.Reports.Drawing;

namespace Engram.Reports.FigureParts;

/// <summary>Runs whose units have been silenced.</summary>
internal static class LesionGroups
{
    /// <summary>The groups that have such runs.</summary>
    public static IReadOnlyList<RunGroup> Of(ReportData data) => [.. data.Groups.Where(group => group.Runs.Any(run => run.Lesions is not null))];

    /// <summary>Layers of a group.</summary>
    public static int LayerCount(RunGroup group) => group.Runs.Max(run => run.Lesions?.Lesions.Layers.Count ?? 0);

    /// <summary>A measure of a layer over the group's runs; null where none has it.</summary>
    public static RunStatistics? Over(RunGroup group, int layer, Func<LayerLesions, double?> measure) =>
        group.Over(run => run.Lesions is { } record && layer < record.Lesions.Layers.Count ? measure(record.Lesions.Layers[layer]) : null);
}
