using Engram.Analysis.Representations;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Four measures of sparseness side by side.</summary>
public sealed class SparsenessMeasuresFigure : Figure
{
    private static readonly (string Name, Func<SparsenessMeasures, double?> Read)[] Measures =
    [
        ("Hoyer sparseness", measures => measures.Hoyer),
        ("Gini coefficient", measures => measures.Gini),
        ("Treves–Rolls sparseness", measures => measures.TrevesRolls),
        ("Active fraction of units", measures => measures.ActiveFraction),
    ];

    /// <inheritdoc/>
    public override string Name => "sparseness-measures";

    /// <inheritdoc/>
    public override string Title => "Four measures of sparseness";

    /// <inheritdoc/>
    public override string Explanation =>
        "The first three measures grow as fewer units carry the activity, while the active fraction falls; where they disagree, few units are strong but many are weakly active. " +
        "Each is the mean over correctly classified test images, with 95 % bootstrap intervals over runs, or the range of two to four; images without any active unit count for the active fraction only.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool AppliesTo(ReportData data) => true;

    internal override FigurePage Draw(ReportData data)
    {
        PanelGrid grid = new(2, 2) { PanelHeight = 120, Top = 34 + LegendStrip.Room, Bottom = 48, GapX = 36, Left = 46, GapY = 52 };
        var page = new FigurePage(grid.Height);
        LegendStrip.Add(page, LegendStrip.Groups(data.Groups));
        for (int i = 0; i < Measures.Length; i++)
        {
            page.Add(Measure(data, Measures[i].Name, Measures[i].Read, last: i >= 2), grid[i / 2, i % 2]);
        }

        return page;
    }

    private static Plot Measure(ReportData data, string name, Func<SparsenessMeasures, double?> read, bool last)
    {
        Plot plot = Panel.Create(data.Say(name), last ? "layer" : "").WithHorizontalLines().WithVerticalTicks(0, 1, Numbers.Tick);
        int[] layers = [.. Enumerable.Range(0, data.LayerCount)];
        for (int g = 0; g < data.Groups.Count; g++)
        {
            RunGroup group = data.Groups[g];
            GroupedBars.Add(plot, g, data.Groups.Count, [.. layers.Select(layer => group.OverLayer(layer, shown => read(shown.Sparseness)))], group.Style.Color);
        }

        plot.WithNamesBelow([.. layers.Select(layer => $"{layer + 1}")], upright: false);
        plot.Axes.SetLimitsX(-0.6, data.LayerCount - 0.4);
        return plot;
    }
}
