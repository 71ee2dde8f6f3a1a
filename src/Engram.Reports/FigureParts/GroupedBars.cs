using Engram.Analysis.Statistics;
using Engram.Reports.Drawing;
using ScottPlot;

namespace Engram.Reports.FigureParts;

/// <summary>Bars side by side at 0, 1, 2, ...; a line through a bar's end is the interval over runs.</summary>
internal static class GroupedBars
{
    private const double Share = 0.8;

    /// <summary>Adds one series.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="series">0-based index of the series.</param>
    /// <param name="seriesCount">Number of series that share each place.</param>
    /// <param name="values">A value per place; null leaves the place empty.</param>
    /// <param name="color">The series' color.</param>
    public static void Add(Plot plot, int series, int seriesCount, IReadOnlyList<RunStatistics?> values, Color color)
    {
        double width = Share / seriesCount;
        for (int i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                continue;
            }

            double x = Place(i, series, seriesCount);
            Bar(plot, x, width, value.Mean, color);
            Interval(plot, x, value);
        }
    }

    /// <summary>One bar from 0.</summary>
    public static void Bar(Plot plot, double x, double width, double value, Color color) => plot.Add.Bar(new Bar
    {
        Position = x,
        Value = value,
        Size = width * 0.92,
        FillColor = color,
        LineWidth = 0,
    });

    /// <summary>The interval over runs, where there are several.</summary>
    public static void Interval(Plot plot, double x, RunStatistics value)
    {
        if (value is { Lower: { } lower, Upper: { } upper })
        {
            ScottPlot.Plottables.LinePlot line = plot.Add.Line(x, lower, x, upper);
            line.LineColor = FigureColors.Ink;
            line.LineWidth = 1.5f;
            line.MarkerSize = 0;
        }
    }

    /// <summary>A line across a series' bar at a place, for what the bar is held against; none where there is no value.</summary>
    public static void Across(Plot plot, int place, int series, int seriesCount, double? value)
    {
        if (value is { } height)
        {
            (double middle, double half) = (Place(place, series, seriesCount), Share / seriesCount / 2);
            ScottPlot.Plottables.LinePlot line = plot.Add.Line(middle - half, height, middle + half, height);
            line.LineColor = FigureColors.Ink;
            line.LineWidth = 1.5f;
            line.MarkerSize = 0;
        }
    }

    /// <summary>The middle of a series' bar at a place.</summary>
    public static double Place(int place, int series, int seriesCount) =>
        place + (((series + 0.5) / seriesCount) - 0.5) * Share;
}
