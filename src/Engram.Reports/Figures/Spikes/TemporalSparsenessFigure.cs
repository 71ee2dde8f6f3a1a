using Engram.Analysis.Spikes;
using Engram.Analysis.Statistics;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Spikes;

/// <summary>Sparseness over steps beside that over units.</summary>
public sealed class TemporalSparsenessFigure : SpikeFigure
{
    private static (string Name, Func<TemporalSparseness, double?> Measure, Color Color)[] Series =>
    [
        ("over units", measures => measures.OverUnits, FigureColors.Blue),
        ("of a unit's train over steps", measures => measures.OfTrains, FigureColors.Orange),
        ("of the layer over steps", measures => measures.OverSteps, FigureColors.Green),
    ];

    /// <inheritdoc/>
    public override string Name => "temporal-sparseness";

    /// <inheritdoc/>
    public override string Title => "Sparseness over units and over time";

    /// <inheritdoc/>
    public override string Explanation =>
        "Blue says how few units carry an image, orange in how few steps a unit that fires does so, and green in how few steps the layer as a whole does; 1 means a single one and 0 that all are alike. " +
        "All three are Hoyer's measure, of spike counts of units, of the train of each unit that fires, and of the layer's spikes in each step, averaged over correctly classified test images with a spike; lines are 95 % bootstrap intervals over runs, or the range of two to four.";

    internal override bool ShowsEveryClass => true;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 130, Top = 34 + LegendStrip.Room, Bottom = ClassLabels.RoomBelow(data) };

    internal override Plot DrawPanel(PanelPlace place)
    {
        Plot plot = Panel.Create(place.Title, yLabel: place.IfFirst("Hoyer sparseness")).WithHorizontalLines().WithVerticalTicks(0, 1, Numbers.Tick, place.First);
        int classes = place.Data.ClassNames.Count;
        foreach ((int series, (_, Func<TemporalSparseness, double?> measure, Color color)) in Series.Index())
        {
            RunStatistics?[] values = [
                .. Enumerable.Range(0, classes).Select(label => SpikeGroups.Over(place.Group, place.LayerIndex, layer => measure(layer.ClassSparseness[label]))),
                SpikeGroups.Over(place.Group, place.LayerIndex, layer => measure(layer.Sparseness))];
            GroupedBars.Add(plot, series, Series.Length, values, color);
        }

        plot.Add.VerticalLine(classes - 0.5, 1, FigureColors.Hairline);
        plot.WithNamesBelow([.. ClassLabels.OfPanel(place.Data).Append("all").Select(place.IfLast)], ClassLabels.Upright(place.Data));
        plot.Axes.SetLimitsX(-0.6, classes + 0.6);
        return plot;
    }

    internal override void Complete(FigurePage page, ReportData data) =>
        LegendStrip.Add(page, Series.Select(series => LegendStrip.Patch(data.Say(series.Name), series.Color)));
}
