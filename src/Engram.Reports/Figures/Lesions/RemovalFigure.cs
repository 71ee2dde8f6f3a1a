using Engram.Analysis.Lesions;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Lesions;

/// <summary>Accuracy while more and more units of a layer are removed, in several orders.</summary>
public sealed class RemovalFigure : LayerFigure
{
    // Colors are those of the page that is drawn for.
    private static (string Order, string Label, Color Color, LinePattern Pattern)[] Orders =>
    [
        ("most-selective", "most selective first", FigureColors.Vermilion, LinePattern.Solid),
        ("least-selective", "least selective first", FigureColors.Blue, LinePattern.Solid),
        ("most-active", "most active first", FigureColors.Vermilion, LinePattern.DenselyDashed),
        ("least-active", "least active first", FigureColors.Blue, LinePattern.DenselyDashed),
        ("random", "in random order", FigureColors.Ink, LinePattern.Dotted),
    ];

    /// <inheritdoc/>
    public override string Name => "removal";

    /// <inheritdoc/>
    public override string Title => "Accuracy while units are removed";

    /// <inheritdoc/>
    public override string Explanation =>
        "Units of one layer are silenced, more and more of them, in the order of their class selectivity or of their mean activity, and in random order. " +
        "Each point is the accuracy of the whole network, the mean over runs and over five random orders; units that no image activates are the last of the most selective and the first of the least.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Lesions;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => LesionGroups.Of(data);

    internal override int PanelCount(RunGroup group) => LesionGroups.LayerCount(group);

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 130, Top = 34 + (2 * LegendStrip.Room), GapY = 48 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        Plot plot = Panel.Create(place.Title, place.IfLast(place.Data.Say("units removed, %")), place.IfFirst("accuracy")).WithHorizontalLines();
        foreach (var (order, _, color, pattern) in Orders)
        {
            int points = place.Group.Runs.Where(run => run.Lesions is not null).Max(run => Points(run.Lesions!.Lesions.Layers[place.LayerIndex], order).Count);
            Coordinates[] line = [.. Enumerable.Range(0, points).Select(point => new Coordinates(
                LesionGroups.Over(place.Group, place.LayerIndex, layer => Points(layer, order).ElementAtOrDefault(point) is { } one ? 100.0 * one.Removed / layer.UnitCount : null)?.Mean ?? double.NaN,
                LesionGroups.Over(place.Group, place.LayerIndex, layer => Points(layer, order).ElementAtOrDefault(point)?.Accuracy)?.Mean ?? double.NaN))];
            TrainingCurves.Add(plot, [.. line.Where(point => double.IsFinite(point.Y))], color, pattern);
        }

        plot.WithHorizontalTicks(0, 100, value => Numbers.Text(value, "0"));
        return plot.WithVerticalTicks(0, 1, Numbers.Tick, place.First);
    }

    internal override void Complete(FigurePage page, ReportData data)
    {
        LegendStrip.Add(page, Orders.Take(3).Select(order => LegendStrip.Line(order.Label, order.Color, order.Pattern)));
        LegendStrip.AddAt(page, LegendStrip.Room, Orders.Skip(3).Select(order => LegendStrip.Line(order.Label, order.Color, order.Pattern)));
    }

    private static IReadOnlyList<RemovalPoint> Points(LayerLesions layer, string order) => layer.Removals.FirstOrDefault(curve => curve.Order == order)?.Points ?? [];
}
