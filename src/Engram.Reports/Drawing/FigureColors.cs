using ScottPlot;
using ScottPlot.Colormaps;

namespace Engram.Reports.Drawing;

/// <summary>The colors of all figures: Okabe and Ito's set for categories, uniform maps for quantities.</summary>
internal static class FigureColors
{
    public static readonly Color Black = new("#000000");
    public static readonly Color Orange = new("#E69F00");
    public static readonly Color SkyBlue = new("#56B4E9");
    public static readonly Color Green = new("#009E73");
    public static readonly Color Blue = new("#0072B2");
    public static readonly Color Vermilion = new("#D55E00");
    public static readonly Color Purple = new("#CC79A7");

    /// <summary>Their yellow, darkened until it reads on white.</summary>
    public static readonly Color Ocher = new("#A89A00");

    /// <summary>The neutral one that goes with them.</summary>
    public static readonly Color Gray = new("#777777");

    /// <summary>Text and axes.</summary>
    public static readonly Color Ink = new("#222222");

    /// <summary>Grid lines and frames.</summary>
    public static readonly Color Hairline = new("#DDDDDD");

    /// <summary>What is there but has no value, and the diagonal of a matrix that is about pairs.</summary>
    public static readonly Color Missing = new("#EEEEEE");

    /// <summary>Positive samples, excitation, what the image says.</summary>
    public static readonly Color Positive = Blue;

    /// <summary>Negative samples, inhibition, what the label says.</summary>
    public static readonly Color Negative = Vermilion;

    private static readonly Dense Dense = new();
    private static readonly Balance Balance = new();

    // No eye tells more shades apart, and images with few colors make small files.
    private const int Shades = 64;

    /// <summary>A quantity from 0 (white) to 1 (dark), even steps looking even; darkness alone carries it.</summary>
    public static Color Quantity(double share) => double.IsFinite(share)
        ? Shade(Math.Round(Shades * Math.Clamp(share, 0, 1)) / Shades)
        : Missing;

    /// <summary>A signed quantity from −1 (blue) through 0 (white) to 1 (red).</summary>
    public static Color Signed(double share) => double.IsFinite(share)
        ? Balance.GetColor(0.5 + (0.44 * Math.Clamp(share, -1, 1)))
        : Missing;

    /// <summary>Black or white, whichever reads better on a color.</summary>
    public static Color TextOn(Color background) =>
        (0.299 * background.R) + (0.587 * background.G) + (0.114 * background.B) > 140 ? Ink : Colors.White;

    // The map starts at a pale blue; the first twelfth leads there from white, so that 0 is the paper.
    private static Color Shade(double share) => Blend(Colors.White, Dense.GetColor(0.9 * share), Math.Min(1, 12 * share));

    private static Color Blend(Color from, Color to, double share) => new(
        (byte)(from.R + ((to.R - from.R) * share)),
        (byte)(from.G + ((to.G - from.G) * share)),
        (byte)(from.B + ((to.B - from.B) * share)));
}
