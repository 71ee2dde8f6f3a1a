using Engram.Analysis.Statistics;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Reports.Figures;

/// <summary>Distributions of weights.</summary>
public sealed class WeightsFigure : Figure
{
    // Bins with less than this share of a layer's weights are not drawn; single weights far out would stretch the axis.
    private const double SmallestShare = 2e-5;

    /// <inheritdoc/>
    public override string Name => "weights";

    /// <inheritdoc/>
    public override string Title => "Distribution of weights";

    /// <inheritdoc/>
    public override string Explanation =>
        "The curves are densities on a logarithmic scale; what lies left of the thin line inhibits, what lies right of it excites, and a longer left arm means that inhibition prevails. " +
        "All weights of a layer were counted in bins of equal width and divided by their number and the bin's width; bins with less than 0.002 % of the weights are not drawn.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Weights;

    internal override bool AppliesTo(ReportData data) => data.Groups.Any(group => group.Shown.Analysis.Weights.Count > 0);

    internal override FigurePage Draw(ReportData data)
    {
        int layers = data.Groups.Max(group => group.Shown.Analysis.Weights.Count);
        PanelGrid grid = new((layers + 2) / 3, Math.Min(3, layers)) { PanelHeight = 190, Top = 34 + LegendStrip.Room, GapY = 72 };
        var page = new FigurePage(grid.Height);
        LegendStrip.Add(page, data.Groups.Select(group => LegendStrip.Line(group.Label, group.Style.Color, group.Style.Line)));
        Coordinates[] all = [.. Enumerable.Range(0, layers).SelectMany(layer => data.Groups.SelectMany(group => Curve(group, layer)))];
        for (int layer = 0; layer < layers; layer++)
        {
            page.Add(Layer(data, layer, all, first: layer % 3 == 0), grid[layer / 3, layer % 3]);
        }

        return page;
    }

    private static Plot Layer(ReportData data, int layer, Coordinates[] all, bool first)
    {
        Plot plot = Panel.Create($"Layer {layer + 1}", "weight", first ? "density" : "");
        foreach (RunGroup group in data.Groups)
        {
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(Curve(group, layer), group.Style.Color);
            line.LineWidth = 2;
            line.LinePattern = group.Style.Line;
        }

        ScottPlot.Plottables.VerticalLine zero = plot.Add.VerticalLine(0, 1, FigureColors.Ink);
        plot.MoveToBack(zero);
        if (all.Length > 0)
        {
            double reach = all.Max(point => Math.Abs(point.X)) * 1.02;
            plot.WithHorizontalTicks(-reach, reach, Numbers.Tick, count: 4);
            Decades(plot, Math.Floor(all.Min(point => point.Y)), all.Max(point => point.Y) + 0.3, first);
        }

        return plot;
    }

    private static void Decades(Plot plot, double low, double high, bool labels)
    {
        plot.Axes.SetLimitsY(low, high);
        int[] decades = [.. Enumerable.Range((int)low, (int)(high - low) + 1)];
        plot.Axes.Left.TickGenerator = new NumericManual(
            [.. decades.Select(decade => (double)decade)],
            [.. decades.Select(decade => labels ? Numbers.Text(Math.Pow(10, decade), "0.####") : "")]);
        plot.WithHorizontalLines();
    }

    /// <summary>Center of a bin and log10 of the density there.</summary>
    private static Coordinates[] Curve(RunGroup group, int layer)
    {
        if (layer >= group.Shown.Analysis.Weights.Count)
        {
            return [];
        }

        Histogram histogram = group.Shown.Analysis.Weights[layer].Weights;
        double total = histogram.Counts.Sum();
        return [.. histogram.Counts
            .Select((count, bin) => (Count: count, X: histogram.Start + ((bin + 0.5) * histogram.BinWidth)))
            .Where(bin => bin.Count > SmallestShare * total)
            .Select(bin => new Coordinates(bin.X, Math.Log10(bin.Count / (total * histogram.BinWidth))))];
    }
}
