using Engram.Analysis.Statistics;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Hoyer sparseness per class, layer and model.</summary>
public sealed class SparsenessFigure : Figure
{
    /// <inheritdoc/>
    public override string Name => "sparseness";

    /// <inheritdoc/>
    public override string Title => "Sparseness of every class";

    /// <inheritdoc/>
    public override string Explanation =>
        "The higher a bar, the fewer units carry a representation: 1 means a single active unit, 0 means that all are equally active. " +
        "Hoyer sparseness was computed for each correctly classified test image and averaged over a class, images without any active unit left out; lines are 95 % bootstrap intervals over runs, or the range of two to four.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool ShowsEveryClass => true;

    internal override bool AppliesTo(ReportData data) => true;

    internal override FigurePage Draw(ReportData data)
    {
        PanelGrid grid = new(data.LayerCount, 1) { PanelHeight = 112, Top = 34 + LegendStrip.Room, Bottom = ClassLabels.RoomBelow(data), GapY = 36 };
        var page = new FigurePage(grid.Height);
        LegendStrip.Add(page, LegendStrip.Groups(data.Groups));
        for (int layer = 0; layer < data.LayerCount; layer++)
        {
            page.Add(Layer(data, layer), grid[layer, 0]);
        }

        return page;
    }

    private static Plot Layer(ReportData data, int layer)
    {
        bool last = layer == data.LayerCount - 1;
        Plot plot = Panel.Create($"Layer {layer + 1}", yLabel: "Hoyer sparseness").WithHorizontalLines().WithVerticalTicks(0, 1, Numbers.Tick);
        int classes = data.ClassNames.Count;
        for (int g = 0; g < data.Groups.Count; g++)
        {
            RunGroup group = data.Groups[g];
            RunStatistics?[] values = [.. Enumerable.Range(0, classes).Select(c => group.OverLayer(layer, shown => shown.ClassSparseness[c].Hoyer)), group.OverLayer(layer, shown => shown.Sparseness.Hoyer)];
            GroupedBars.Add(plot, g, data.Groups.Count, values, group.Style.Color);
        }

        plot.Add.VerticalLine(classes - 0.5, 1, FigureColors.Hairline);
        plot.WithNamesBelow(last ? [.. ClassLabels.OfWidth(data), "all"] : [.. Enumerable.Repeat("", classes + 1)], ClassLabels.Upright(data));
        plot.Axes.SetLimitsX(-0.6, classes + 0.6);
        return plot;
    }
}
