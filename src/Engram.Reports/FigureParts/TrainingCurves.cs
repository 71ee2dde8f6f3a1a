using Engram.Experiments.Analyses;
using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Reports.FigureParts;

/// <summary>Series over epochs.</summary>
internal static class TrainingCurves
{
    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.DenselyDashed, LinePattern.Dotted, LinePattern.Dashed];

    /// <summary>The line of a layer, counted from 0, where several layers share a panel; that of a model that is trained as a whole is the first.</summary>
    public static LinePattern Pattern(int place) => Patterns[place % Patterns.Length];

    /// <summary>Says whose line is whose where panels have several.</summary>
    public static void AddLayerLegend(FigurePage page, IEnumerable<RunGroup> groups)
    {
        int layers = groups.Max(group => Layers(group.Shown).Count);
        if (layers > 1)
        {
            LegendStrip.Add(page, Enumerable.Range(0, layers).Select(i => LegendStrip.Line(i == 0 ? "layer 1, or all layers" : $"layer {i + 1}", FigureColors.Ink, Pattern(i))));
        }
    }

    /// <summary>The layers that a run reports on, in order; a single null for a model that is trained as a whole.</summary>
    public static IReadOnlyList<int?> Layers(FinishedRun run) => [.. run.Metrics.Select(epoch => epoch.LayerIndex).Distinct().Order()];

    /// <summary>Epochs (from 1) and finite values of one layer.</summary>
    public static Coordinates[] Of(FinishedRun run, int? layerIndex, Func<EpochMetrics, double?> measure) =>
        [.. run.Metrics
            .Where(epoch => epoch.LayerIndex == layerIndex)
            .Select(epoch => new Coordinates(epoch.EpochIndex + 1, measure(epoch) ?? double.NaN))
            .Where(point => double.IsFinite(point.Y))];

    /// <summary>Adds a line; a single epoch is a point.</summary>
    public static void Add(Plot plot, Coordinates[] points, Color color, LinePattern pattern)
    {
        if (points.Length == 1)
        {
            FigureMarkers.Add(plot, points[0].X, points[0].Y, MarkerShape.FilledCircle, 6, color);
        }
        else if (points.Length > 1)
        {
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(points, color);
            line.LineWidth = 2;
            line.LinePattern = pattern;
        }
    }

    /// <summary>The last epoch of all, as the end of an axis.</summary>
    public static double LastEpoch(IEnumerable<FinishedRun> runs) =>
        Math.Max(2, runs.SelectMany(run => run.Metrics).Select(epoch => epoch.EpochIndex + 1).DefaultIfEmpty(1).Max());
}
