using Engram.Analysis.Predictions;
using Engram.Analysis.Statistics;
using Engram.Families;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Distributions of goodness with true and with wrong labels.</summary>
public sealed class GoodnessHistogramsFigure : LayerFigure
{
    private const byte FillAlpha = 70;

    /// <inheritdoc/>
    public override string Name => "goodness-histograms";

    /// <inheritdoc/>
    public override string Title => "Goodness with true and with wrong labels";

    /// <inheritdoc/>
    public override string Explanation =>
        "The less the two areas overlap, the better a layer tells true from wrong labels; the dotted line is the threshold θ that training compared with, which layers trained as a whole do not have singly. " +
        "Goodness was computed for every test image with its true label and with each wrong label, and both areas are shares of their samples, so that they have the same size although wrong labels are more.";

    private protected override string Explain(ReportData data) => (HasThresholds(data), Groups(data).Any(IsTrainedAsWhole)) switch
    {
        (true, true) => Explanation,
        (true, false) => Explanation.Replace(", which layers trained as a whole do not have singly", "", StringComparison.Ordinal),
        _ => Explanation.Replace("; the dotted line is the threshold θ that training compared with, which layers trained as a whole do not have singly", "", StringComparison.Ordinal),
    };

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Training;

    internal override IReadOnlyList<RunGroup> Groups(ReportData data) => [.. data.Groups.Where(group => PanelCount(group) > 0)];

    internal override int PanelCount(RunGroup group) => group.Shown.Analysis.Goodness.Count;

    internal override PanelGrid Shape(PanelGrid grid, ReportData data) =>
        grid with { PanelHeight = 120, Top = 34 + LegendStrip.Room, GapY = 58, GapX = 46 };

    internal override Plot DrawPanel(PanelPlace place)
    {
        GoodnessDistribution goodness = place.Group.Shown.Analysis.Goodness[place.LayerIndex];
        Plot plot = Panel.Create(place.Title, place.IfLast("goodness"), place.IfFirst("share of samples, %")).WithHorizontalLines();
        double highest = Math.Max(
            Area(plot, goodness.Negative, FigureColors.Negative, LinePattern.DenselyDashed),
            Area(plot, goodness.Positive, FigureColors.Positive, LinePattern.Solid));
        List<double> shown = [.. Ends(goodness.Positive), .. Ends(goodness.Negative)];
        if (Threshold(place.Group, place.LayerIndex) is { } threshold)
        {
            plot.Add.VerticalLine(threshold, 1.5f, FigureColors.Ink, LinePattern.Dotted);
            shown.Add(threshold);
        }

        (double low, double high) = AxisRange.Around(shown, 0, double.PositiveInfinity);
        plot.WithHorizontalTicks(low, high, value => Numbers.Text(value, "0.###"), count: 4);
        return plot.WithVerticalTicks(0, Scale.RoundUp(1.05 * highest), value => Numbers.Text(value, "0.##"));
    }

    internal override void Complete(FigurePage page, ReportData data) => LegendStrip.Add(
        page,
        [
            LegendStrip.Line("positive (true label)", FigureColors.Positive, LinePattern.Solid),
            LegendStrip.Line("negative (wrong label)", FigureColors.Negative, LinePattern.DenselyDashed),
            .. HasThresholds(data) ? [LegendStrip.Line("threshold θ", FigureColors.Ink, LinePattern.Dotted)] : Array.Empty<LegendItem>(),
        ]);

    private bool HasThresholds(ReportData data) => Groups(data).Any(group => Threshold(group, 0) is not null);

    private static double? Threshold(RunGroup group, int layer) => IsTrainedAsWhole(group) ? null : group.Shown.Analysis.Goodness[layer].Threshold;

    private static bool IsTrainedAsWhole(RunGroup group) => !ModelTable.Find(group.Model).Traits.IsLocal;

    /// <summary>Draws a histogram as an outlined area of its bins' shares in percent and returns the largest.</summary>
    private static double Area(Plot plot, Histogram histogram, Color color, LinePattern pattern)
    {
        double total = Math.Max(1, histogram.Counts.Sum());
        List<Coordinates> outline = [new(histogram.Start, 0)];
        for (int bin = 0; bin < histogram.Counts.Count; bin++)
        {
            double share = 100 * histogram.Counts[bin] / total;
            double left = histogram.Start + (bin * histogram.BinWidth);
            outline.AddRange([new(left, share), new(left + histogram.BinWidth, share)]);
        }

        outline.Add(new(outline[^1].X, 0));
        ScottPlot.Plottables.Scatter area = plot.Add.ScatterLine(outline, color);
        area.LineWidth = 1.5f;
        area.LinePattern = pattern;
        area.FillY = true;
        area.FillYColor = color.WithAlpha(FillAlpha);
        return outline.Max(point => point.Y);
    }

    /// <summary>The outer edges of the first and last bin that hold anything.</summary>
    private static double[] Ends(Histogram histogram)
    {
        int[] filled = [.. Enumerable.Range(0, histogram.Counts.Count).Where(bin => histogram.Counts[bin] > 0)];
        return filled.Length == 0
            ? []
            : [histogram.Start + (filled[0] * histogram.BinWidth), histogram.Start + ((filled[^1] + 1) * histogram.BinWidth)];
    }
}
