using Engram.Experiments.Analyses;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Goodness of positives and negatives over epochs.</summary>
public sealed class GoodnessEpochsFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "goodness-epochs";

    /// <inheritdoc/>
    public override string Title => "Goodness of positives and negatives over epochs";

    /// <inheritdoc/>
    public override string Explanation =>
        "A layer learns to raise the goodness of images with their true label above the threshold θ, the dotted line, and to keep images with a wrong label below it. " +
        "Lines are means over an epoch's training samples at the weights of their step, one line for every run; a model that learns as a whole has one panel with the sum over its layers, and vertical axes do not start at 0.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Training;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => PanelCount(group) > 0)];

    internal override int PanelCount(RunGroup group) =>
        group.Shown.Metrics.Any(epoch => epoch.NegativeGoodness is { } goodness && double.IsFinite(goodness)) ? TrainingCurves.Layers(group.Shown).Count : 0;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 130, Top = 34 + LegendStrip.Room, GapY = 50, GapX = 46 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        int? layer = TrainingCurves.Layers(place.Group.Shown)[place.LayerIndex];
        string title = layer is null ? $"{place.Group.Label}, all layers" : place.Title;
        Plot plot = Panel.Create(title, place.IfLast("epoch"), place.IfFirst("mean goodness")).WithHorizontalLines();
        List<double> shown = [];
        foreach (FinishedRun run in place.Group.Runs)
        {
            Coordinates[] positives = TrainingCurves.Of(run, layer, epoch => epoch.PositiveGoodness);
            Coordinates[] negatives = TrainingCurves.Of(run, layer, epoch => epoch.NegativeGoodness ?? double.NaN);
            TrainingCurves.Add(plot, positives, FigureColors.Positive, LinePattern.Solid);
            TrainingCurves.Add(plot, negatives, FigureColors.Negative, LinePattern.DenselyDashed);
            shown.AddRange(positives.Concat(negatives).Select(point => point.Y));
        }

        if (place.Group.Shown.Record.Layers.ElementAtOrDefault(layer ?? 0)?.Threshold is { } threshold)
        {
            plot.Add.HorizontalLine(threshold, 1.5f, FigureColors.Ink, LinePattern.Dotted);
            shown.Add(threshold);
        }

        plot.WithHorizontalTicks(0, TrainingCurves.LastEpoch(place.Group.Runs), value => Numbers.Text(value, "0.#"), count: 4);
        (double low, double high) = AxisRange.Around(shown, 0, double.PositiveInfinity);
        return plot.WithVerticalTicks(low, high, value => Numbers.Text(value, "0.##"));
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page,
        LegendStrip.Line("positive", FigureColors.Positive, LinePattern.Solid),
        LegendStrip.Line("negative", FigureColors.Negative, LinePattern.DenselyDashed),
        LegendStrip.Line("threshold θ", FigureColors.Ink, LinePattern.Dotted));
}
