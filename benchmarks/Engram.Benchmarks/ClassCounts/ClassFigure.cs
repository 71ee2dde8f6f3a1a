using Engram.Reports.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Benchmarks.ClassCounts;

/// <summary>Time to predict 10,000 images against the number of classes, both in powers of ten.</summary>
internal static class ClassFigure
{
    private static readonly (string Model, string Label, Color Color, LinePattern Pattern, MarkerShape Marker)[] Models =
    [
        ("ff", "FF: an image with every label", FigureColors.Blue, LinePattern.Solid, MarkerShape.FilledCircle),
        ("hff", "HFF: an image once", FigureColors.Green, LinePattern.Dotted, MarkerShape.FilledTriangleUp),
    ];

    public static FigurePage Draw(IReadOnlyList<ClassRow> rows)
    {
        PanelGrid grid = new(1, 1) { PanelHeight = 260, Top = 34 + LegendStrip.Room, Bottom = 60, Left = 76 };
        FigurePage page = new(grid.Height);
        int[] counts = [.. rows.Select(row => row.Classes).Distinct().Order()];
        Plot plot = Panel.Create("", "classes", "seconds for 10,000 images").WithHorizontalLines().WithNamesBelow([.. counts.Select(count => Numbers.Count(count))], upright: false);
        foreach ((string model, _, Color color, LinePattern pattern, MarkerShape marker) in Models)
        {
            Coordinates[] points = [.. rows.Where(row => row.Model == model).Select(row => new Coordinates(Array.IndexOf(counts, row.Classes), Math.Log10(row.MedianSeconds)))];
            ScottPlot.Plottables.Scatter line = plot.Add.Scatter(points, color);
            line.LineWidth = 2;
            line.LinePattern = pattern;
            line.MarkerShape = marker;
            line.MarkerSize = 8;
        }

        plot.Axes.SetLimitsX(-.3, counts.Length - .7);
        int low = (int)Math.Floor(rows.Min(row => Math.Log10(row.MedianSeconds)));
        int high = (int)Math.Ceiling(rows.Max(row => Math.Log10(row.MedianSeconds)));
        double[] powers = [.. Enumerable.Range(low, high - low + 1).Select(power => (double)power)];
        plot.Axes.Left.TickGenerator = new NumericManual(powers, [.. powers.Select(power => Numbers.Text(Math.Pow(10, power), "0.###"))]);
        plot.Axes.SetLimitsY(low, high);
        page.Add(plot, grid[0, 0]);
        LegendStrip.Add(page, Models.Select(model => LegendStrip.Line(model.Label, model.Color, model.Pattern)));
        return page;
    }
}
