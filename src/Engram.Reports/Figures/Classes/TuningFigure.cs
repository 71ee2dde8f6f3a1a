using Engram.Analysis;
using Engram.Analysis.Selectivity;
using Engram.Analysis.Statistics;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures.Classes;

/// <summary>How units are tuned to classes, by four measures side by side.</summary>
public sealed class TuningFigure : Figure
{
    private static readonly (string Title, string Name)[] Measures =
    [
        ("Class selectivity", "classSelectivity"),
        ("Informedness", "informedness"),
        ("AUROC", "auroc"),
        ("Tuning breadth", "tuningBreadth"),
    ];

    /// <inheritdoc/>
    public override string Name => "tuning";

    /// <inheritdoc/>
    public override string Title => "How units are tuned to classes";

    /// <inheritdoc/>
    public override string Explanation =>
        "Class selectivity alone overstates how selective units are, since one image is enough for 1: informedness and AUROC beside it say how well a unit tells its class from all others, and neither is needed for accuracy. " +
        "Bars are means over the units that some correctly classified test image activates, with 95 % bootstrap intervals over runs, or the range of two to four; lines across bars are what classes give that are dealt out to images at random, and AUROC is measured on other images than a unit's class is chosen on.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Emergence;

    internal override bool AppliesTo(ReportData data) => data.Groups.SelectMany(group => group.Layers).Any(layer => layer.Tuning is not null);

    internal override FigurePage Draw(ReportData data)
    {
        PanelGrid grid = new(2, 2) { PanelHeight = 120, Top = 34 + LegendStrip.Room, Bottom = 48, GapX = 36, Left = 46, GapY = 52 };
        FigurePage page = new(grid.Height);
        LegendStrip.Add(page, [.. LegendStrip.Groups(data.Groups), LegendStrip.Line("shuffled classes", FigureColors.Ink, LinePattern.Solid)]);
        foreach ((int index, (string title, string name)) in Measures.Index())
        {
            page.Add(DrawMeasure(data, title, name, isLast: index >= 2), grid[index / 2, index % 2]);
        }

        return page;
    }

    private static Plot DrawMeasure(ReportData data, string title, string name, bool isLast)
    {
        Plot plot = Panel.Create(title, isLast ? "layer" : "").WithHorizontalLines().WithVerticalTicks(0, 1, Numbers.Tick);
        for (int series = 0; series < data.Groups.Count; series++)
        {
            RunGroup group = data.Groups[series];
            RunStatistics?[] Over(Func<TuningMeasure, double?> read) =>
                [.. Enumerable.Range(0, data.LayerCount).Select(layer => group.OverLayer(layer, shown => Find(shown, name) is { } measure ? read(measure) : null))];
            GroupedBars.Add(plot, series, data.Groups.Count, Over(measure => measure.Mean), group.Style.Color);
            foreach ((int layer, RunStatistics? shuffled) in Over(measure => measure.Shuffled).Index())
            {
                GroupedBars.Across(plot, layer, series, data.Groups.Count, shuffled?.Mean);
            }
        }

        plot.WithNamesBelow([.. Enumerable.Range(1, data.LayerCount).Select(number => $"{number}")], upright: false);
        plot.Axes.SetLimitsX(-0.6, data.LayerCount - 0.4);
        return plot;
    }

    private static TuningMeasure? Find(LayerRepresentation layer, string name) => layer.Tuning?.Measures.FirstOrDefault(measure => measure.Name == name);
}
