using ScottPlot;
using ScottPlot.TickGenerators;

namespace Engram.Reports.Drawing;

/// <summary>Plots in the one style of all figures.</summary>
internal static class Panel
{
    /// <summary>An empty plot with a title, without grid and frame on top and right.</summary>
    public static Plot Create(string title = "", string xLabel = "", string yLabel = "")
    {
        FigureFont.Ensure();
        var plot = new Plot();
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.Color(FigureColors.Ink);
        plot.HideGrid();
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Top.IsVisible = false;
        Title(plot, title);
        Label(plot.Axes.Bottom.Label, xLabel);
        Label(plot.Axes.Left.Label, yLabel);
        foreach (IAxis axis in new IAxis[] { plot.Axes.Bottom, plot.Axes.Left })
        {
            axis.TickLabelStyle.FontName = FigureFont.Name;
            axis.TickLabelStyle.FontSize = FigureStyle.TickSize;
            axis.MinorTickStyle.Length = 0;
        }

        return plot;
    }

    /// <summary>Faint horizontal lines to read values by.</summary>
    public static Plot WithHorizontalLines(this Plot plot)
    {
        plot.ShowGrid();
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Grid.MajorLineColor = FigureColors.Hairline;
        return plot;
    }

    /// <summary>Numeric ticks at round distances along the vertical axis.</summary>
    public static Plot WithVerticalTicks(this Plot plot, double low, double high, Func<double, string> format, bool labels = true)
    {
        plot.Axes.SetLimitsY(low, high);
        plot.Axes.Left.TickGenerator = Ticks(low, high, 5, labels ? format : _ => "");
        return plot;
    }

    /// <summary>Numeric ticks at round distances along the horizontal axis.</summary>
    public static Plot WithHorizontalTicks(this Plot plot, double low, double high, Func<double, string> format, int count = 5)
    {
        plot.Axes.SetLimitsX(low, high);
        plot.Axes.Bottom.TickGenerator = Ticks(low, high, count, format);
        return plot;
    }

    /// <summary>Names at 0, 1, 2, ... along the horizontal axis, upright where they would not fit side by side.</summary>
    public static Plot WithNamesBelow(this Plot plot, IReadOnlyList<string> names, bool upright)
    {
        plot.Axes.Bottom.TickGenerator = new NumericManual([.. names.Select((_, i) => (double)i)], [.. names]);
        plot.Axes.Bottom.MajorTickStyle.Length = 0;
        if (upright)
        {
            plot.Axes.Bottom.TickLabelStyle.Rotation = -90;
            plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleRight;
            plot.Axes.Bottom.MinimumSize = UprightRoom(plot.Axes.Bottom, names);
        }

        return plot;
    }

    /// <summary>Names along the vertical axis, downwards, each in the middle of its lines.</summary>
    public static Plot WithNamesAtSide(this Plot plot, IReadOnlyList<string> names, int linesEach = 1)
    {
        plot.Axes.Left.TickGenerator = new NumericManual([.. names.Select((_, i) => -((i * linesEach) + ((linesEach - 1) / 2.0)))], [.. names]);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        return plot;
    }

    /// <summary>No ticks and no tick labels on an axis.</summary>
    public static void Bare(IAxis axis)
    {
        axis.TickGenerator = new EmptyTickGenerator();
        axis.MajorTickStyle.Length = 0;
    }

    /// <summary>The plotting library measures names as if they lay flat; this keeps the axis's label below them.</summary>
    private static float UprightRoom(IXAxis axis, IEnumerable<string> names)
    {
        using Paint paint = Paint.NewDisposablePaint();
        return names.Max(name => axis.TickLabelStyle.Measure(name, paint).Width) + (2 * FigureStyle.LabelSize);
    }

    private static NumericManual Ticks(double low, double high, int count, Func<double, string> format)
    {
        double[] positions = [.. Scale.RoundSteps(low, high, count)];
        return new NumericManual(positions, [.. positions.Select(format)]);
    }

    private static void Title(Plot plot, string title)
    {
        plot.Title(title, FigureStyle.TitleSize);
        plot.Axes.Title.Label.FontName = FigureFont.Name;
        plot.Axes.Title.Label.Bold = true;
        plot.Axes.Title.Label.ForeColor = FigureColors.Ink;
        plot.Axes.Title.VerticalPadding = 4;
    }

    private static void Label(LabelStyle label, string text)
    {
        label.Text = text;
        label.FontName = FigureFont.Name;
        label.FontSize = FigureStyle.LabelSize;
        label.Bold = false;
    }
}
