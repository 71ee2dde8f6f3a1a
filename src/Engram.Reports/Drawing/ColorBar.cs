using ScottPlot;

namespace Engram.Reports.Drawing;

/// <summary>A horizontal strip that says what a heat map's colors mean.</summary>
internal static class ColorBar
{
    private const int Steps = 128;
    private const float StripWidth = 240;
    private const float StripHeight = 12;

    /// <summary>Pixels that a color bar takes at the bottom of a page.</summary>
    public const float Room = 62;

    /// <summary>Adds a color bar at the bottom of the page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="label">What is shown, with its unit.</param>
    /// <param name="low">The value at the left end.</param>
    /// <param name="high">The value at the right end.</param>
    /// <param name="color">The color at a share of the way from low to high.</param>
    /// <param name="format">How values are written.</param>
    public static void Add(FigurePage page, string label, double low, double high, Func<double, Color> color, Func<double, string> format)
    {
        Plot plot = Panel.Create(xLabel: label);
        HeatMap.Add(plot, 1, Steps, (_, step) => color(step / (Steps - 1.0)));
        double[] values = [.. Scale.RoundSteps(low, high, 4)];
        double[] places = [.. values.Select(value => ((value - low) / (high - low) * Steps) - 0.5)];
        plot.Axes.Bottom.TickGenerator = new ScottPlot.TickGenerators.NumericManual(places, [.. values.Select(format)]);
        Panel.Bare(plot.Axes.Left);
        float left = (page.Width - StripWidth) / 2, top = page.Height - Room + 8;
        page.Add(plot, new PixelRect(left, left + StripWidth, top + StripHeight, top));
    }
}
