using Engram.Experiments.Analyses;
using Engram.Families;
using Engram.Models;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Goodness of positives and negatives, or scores of true and other classes, over epochs.</summary>
public sealed class GoodnessEpochsFigure : LayerFigure
{
    /// <inheritdoc/>
    public override string Name => "goodness-epochs";

    /// <inheritdoc/>
    public override string Title => "Goodness of positives and negatives over epochs";

    private protected override string Entitle(ReportData data) => (HasGoodness(data), HasScores(data)) switch
    {
        (true, true) => "Goodness of positives and negatives, or scores of true and other classes, over epochs",
        (false, true) => "Scores of true and other classes over epochs",
        _ => Title,
    };

    /// <inheritdoc/>
    public override string Explanation => $"{OfGoodness}. {Computed}";

    private protected override string Explain(ReportData data) => (HasGoodness(data), HasScores(data)) switch
    {
        (true, true) => $"{Learned(data)}; one that scores classes learns to give an image's class more than the others have on average. {Computed}",
        (false, true) => $"A layer learns to give an image's class a higher score than the others have on average. {Computed}",
        _ => $"{Learned(data)}. {Computed}",
    };

    // A loss may compare two labels of an image with each other.
    private string Learned(ReportData data) => HasThresholds(data) ? OfGoodness : "A layer learns to give images with their true label more goodness than with a wrong one";

    private const string OfGoodness =
        "A layer learns to raise the goodness of images with their true label above the threshold θ, the dotted line, and to keep images with a wrong label below it";

    private const string Computed =
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
        Plot plot = Panel.Create(title, place.IfLast("epoch"), place.IfFirst(ScoresClasses(place.Group) ? "mean score" : "mean goodness")).WithHorizontalLines();
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
        (double low, double high) = AxisRange.Around(shown, ScoresClasses(place.Group) ? double.NegativeInfinity : 0, double.PositiveInfinity);
        return plot.WithVerticalTicks(low, high, value => Numbers.Text(value, "0.##"));
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page,
        [
            LegendStrip.Line(Either(data, "positive", "true class"), FigureColors.Positive, LinePattern.Solid),
            LegendStrip.Line(Either(data, "negative", "other classes"), FigureColors.Negative, LinePattern.DenselyDashed),
            .. HasThresholds(data) ? [LegendStrip.Line("threshold θ", FigureColors.Ink, LinePattern.Dotted)] : Array.Empty<LegendItem>(),
        ]);

    private string Either(ReportData data, string ofGoodness, string ofScores) =>
        string.Join(", ", [.. HasGoodness(data) ? (string[])[ofGoodness] : [], .. HasScores(data) ? (string[])[ofScores] : []]);

    private bool HasThresholds(ReportData data) => Groups(data).Any(group => group.Shown.Record.Layers.Any(layer => layer.Threshold is not null));

    private bool HasGoodness(ReportData data) => !Groups(data).All(ScoresClasses);

    private bool HasScores(ReportData data) => Groups(data).Any(ScoresClasses);

    private static bool ScoresClasses(RunGroup group) => ModelTable.Find(group.Model).Traits.ReadOut == ReadOut.ClassScores;
}
