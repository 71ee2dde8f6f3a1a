using Engram.Analysis.Statistics;
using Engram.Reports.Data;
using Engram.Reports.Drawing;
using Engram.Reports.FigureParts;
using ScottPlot;

namespace Engram.Reports.Figures;

/// <summary>Accuracy per class.</summary>
public sealed class ClassAccuracyFigure : Figure
{
    /// <inheritdoc/>
    public override string Name => "class-accuracy";

    /// <inheritdoc/>
    public override string Title => "Accuracy of every class";

    /// <inheritdoc/>
    public override string Explanation =>
        "Each point is the share of a class's test images that are classified rightly, and the points at the right are all classes together; the vertical axis does not start at 0. " +
        "Points are means over runs and lines 95 % bootstrap intervals of the mean, or the range of two to four runs.";

    /// <inheritdoc/>
    public override ReportSection Section => ReportSection.Result;

    internal override bool ShowsEveryClass => true;

    internal override bool AppliesTo(ReportData data) => true;

    internal override FigurePage Draw(ReportData data)
    {
        PanelGrid grid = new(1, 1) { PanelHeight = 210, Top = 8 + LegendStrip.Room, Bottom = ClassLabels.RoomBelow(data) };
        var page = new FigurePage(grid.Height);
        LegendStrip.Add(page, data.Groups.Select(group => LegendStrip.Marker(group.Label, group.Style.Marker, group.Style.Color)));
        page.Add(Points(data), grid[0, 0]);
        return page;
    }

    private static Plot Points(ReportData data)
    {
        Plot plot = Panel.Create(yLabel: "test accuracy").WithHorizontalLines();
        int classes = data.ClassNames.Count;
        List<double> shown = [];
        for (int g = 0; g < data.Groups.Count; g++)
        {
            RunGroup group = data.Groups[g];
            RunStatistics?[] values = [.. Enumerable.Range(0, classes).Select(c => group.Over(run => run.Analysis.ClassAccuracy[c])), group.Over(run => run.Analysis.Accuracy)];
            for (int c = 0; c < values.Length; c++)
            {
                if (values[c] is { } value)
                {
                    double x = GroupedBars.Place(c, g, data.Groups.Count);
                    GroupedBars.Interval(plot, x, value);
                    FigureMarkers.Add(plot, x, value.Mean, group.Style.Marker, 9, group.Style.Color);
                    shown.AddRange([value.Mean, value.Lower ?? value.Mean, value.Upper ?? value.Mean]);
                }
            }
        }

        plot.Add.VerticalLine(classes - 0.5, 1, FigureColors.Hairline);
        plot.WithNamesBelow([.. ClassLabels.OfWidth(data), "all"], ClassLabels.Upright(data));
        plot.Axes.SetLimitsX(-0.6, classes + 0.6);
        (double low, double high) = AxisRange.Around(shown, 0, 1);
        return plot.WithVerticalTicks(low, high, Numbers.Tick);
    }
}
