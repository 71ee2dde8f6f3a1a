using Engram.Analysis.Unseen;
using Engram.Experiments.Analyses;
using Engram.Families;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>How classes that were left out of the training are represented.</summary>
public sealed class UnseenCategoryFigure : Figure
{
    // With more classes than this, dashes of neighbors would touch.
    private const int MostWideDashes = 4;

    private static (string Condition, string Text, Color Color, MarkerShape Marker)[] Conditions =>
    [
        ("own", "its own label", FigureColors.Blue, MarkerShape.FilledCircle),
        ("none", "no label", FigureColors.Orange, MarkerShape.FilledSquare),
        ("best", "best trained label", FigureColors.Green, MarkerShape.FilledTriangleUp),
    ];

    // Seen is what the trained classes show; null where the measure has no counterpart.
    private static readonly (string Name, Func<UnseenLayer, double?> Unseen, Func<UnseenLayer, double?>? Seen)[] Measures =
    [
        ("Hoyer sparseness", layer => layer.Sparseness.Hoyer, layer => layer.SeenSparseness.Hoyer),
        ("ensemble size, units", layer => layer.EnsembleSize, layer => layer.SeenEnsembleSize),
        ("units of its own", layer => layer.OwnShare, null),
        ("cosine similarity", layer => layer.CosineWithin, layer => layer.CosineBetween),
        ("nearest ensemble", layer => layer.NearestEnsembleAccuracy, null),
    ];

    /// <inheritdoc/>
    public override string Name => "unseen-category";

    /// <inheritdoc/>
    public override string Title => "Classes that were never trained";

    /// <inheritdoc/>
    public override string Explanation =>
        "Every column of points is one run whose training left that class out, and dashes are what the classes that the run did train show: sparseness and ensemble size of these, and the cosine between the unseen class and them. " +
        "Test images of the class were shown with its own label, with none and with the trained label of best goodness; units of its own are the share of its ensemble in no other ensemble, and nearest ensemble the share of its images whose most active ensemble is its own, taken from one half of the images and tested on the other.";

    private protected override string Explain(ReportData data) => data.LeftOut.Any(TakesLabels)
        ? Explanation
        : Explanation.Replace("were shown with its own label, with none and with the trained label of best goodness", "were shown", StringComparison.Ordinal);

    private static bool TakesLabels(RunGroup group) => ModelTable.Find(group.Model).Traits.LabelsInInput;

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.UnseenCategory;

    internal override bool ShowsEveryClass => true;

    internal override bool AppliesTo(ReportData data) => data.LeftOut.Count > 0;

    internal override FigurePage Draw(ReportData data)
    {
        int layers = data.LeftOut.Max(LayerCount);
        PanelGrid grid = new(Measures.Length * data.LeftOut.Count, layers) { PanelHeight = 112, Top = 34 + LegendStrip.Room, Bottom = ClassLabels.RoomBelow(data), GapY = 30, GapX = 14, Left = 64 };
        var page = new FigurePage(grid.Height);
        LegendStrip.Add(page, [
            .. Conditions.Where(condition => condition.Condition == "none" || data.LeftOut.Any(TakesLabels)).Select(condition => LegendStrip.Marker(condition.Text, condition.Marker, condition.Color)),
            LegendStrip.Marker("trained classes", MarkerShape.HorizontalBar, FigureColors.Ink)]);
        for (int g = 0; g < data.LeftOut.Count; g++)
        {
            for (int measure = 0; measure < Measures.Length; measure++)
            {
                for (int layer = 0; layer < LayerCount(data.LeftOut[g]); layer++)
                {
                    page.Add(Measure(data, data.LeftOut[g], measure, layer), grid[(g * Measures.Length) + measure, layer]);
                }
            }
        }

        return page;
    }

    private static int LayerCount(RunGroup group) => group.Shown.Analysis.UnseenCategory!.Conditions.Max(condition => condition.Layers.Count);

    private static Plot Measure(ReportData data, RunGroup group, int measure, int layer)
    {
        (string name, Func<UnseenLayer, double?> unseen, Func<UnseenLayer, double?>? seen) = Measures[measure];
        bool last = measure == Measures.Length - 1;
        Plot plot = Panel.Create(measure == 0 ? $"{group.Label}, layer {layer + 1}" : "", yLabel: layer == 0 ? data.Say(name) : "").WithHorizontalLines();
        int[] classes = [.. group.Runs.Select(run => run.Analysis.UnseenCategory!.Class).Distinct().Order()];
        foreach (FinishedRun run in group.Runs)
        {
            int place = Array.IndexOf(classes, run.Analysis.UnseenCategory!.Class);
            for (int i = 0; i < Conditions.Length; i++)
            {
                if (Layer(run, Conditions[i].Condition, layer) is not { } shown)
                {
                    continue;
                }

                double x = GroupedBars.Place(place, i, Conditions.Length);
                Point(plot, x, seen?.Invoke(shown), MarkerShape.HorizontalBar, FigureColors.Ink, classes.Length > MostWideDashes ? 6 : 14);
                Point(plot, x, unseen(shown), Conditions[i].Marker, Conditions[i].Color, 7);
            }
        }

        plot.WithNamesBelow([.. classes.Select(c => last ? data.ClassNames[c] : "")], ClassLabels.Upright(data));
        plot.Axes.SetLimitsX(-0.6, classes.Length - 0.4);
        double top = measure == 1 ? Scale.RoundUp(Largest(data, unseen, seen)) : 1;
        return plot.WithVerticalTicks(-0.04 * top, 1.04 * top, value => measure == 1 ? Numbers.Count(value) : Numbers.Tick(value), layer == 0);
    }

    private static UnseenLayer? Layer(FinishedRun run, string condition, int layer) =>
        run.Analysis.UnseenCategory!.Conditions.FirstOrDefault(other => other.Name == condition)?.Layers.ElementAtOrDefault(layer);

    private static double Largest(ReportData data, Func<UnseenLayer, double?> unseen, Func<UnseenLayer, double?>? seen) => Scale.Largest(
        from run in data.LeftOut.SelectMany(runs => runs.Runs)
        from condition in run.Analysis.UnseenCategory!.Conditions
        from layer in condition.Layers
        from value in new[] { unseen(layer), seen?.Invoke(layer) }
        where value is not null
        select value.Value);

    private static void Point(Plot plot, double x, double? value, MarkerShape marker, Color color, float size)
    {
        if (value is { } y && double.IsFinite(y))
        {
            ScottPlot.Plottables.Marker point = FigureMarkers.Add(plot, x, y, marker, size, color);
            point.MarkerLineWidth = 2;
        }
    }
}
