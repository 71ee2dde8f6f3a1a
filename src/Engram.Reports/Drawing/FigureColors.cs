using ScottPlot;
using ScottPlot.Colormaps;

namespace Engram.Reports.Drawing;

/// <summary>The colors of all figures: Okabe and Ito's set for categories, uniform maps for quantities.</summary>
internal static class FigureColors
{
    public static Color Black => Either(_black, new("#F2F4F6"));
    public static Color Orange => Either(_orange, _orange);
    public static Color SkyBlue => Either(_skyBlue, new("#9AD4F5"));
    public static Color Green => Either(_green, new("#14B588"));
    public static Color Blue => Either(_blue, new("#3A96D6"));
    public static Color Vermilion => Either(_vermilion, new("#EA7A3A"));
    public static Color Purple => Either(_purple, _purple);

    /// <summary>Their yellow, darkened until it reads on white.</summary>
    public static Color Ocher => Either(_ocher, new("#C9BB2C"));

    /// <summary>The neutral one that goes with them.</summary>
    public static Color Gray => Either(_gray, new("#9AA2AA"));

    /// <summary>What is drawn on.</summary>
    public static Color Paper => FigureTheme.Current.Paper;

    /// <summary>Text and axes.</summary>
    public static Color Ink => FigureTheme.Current.Ink;

    /// <summary>Grid lines and frames.</summary>
    public static Color Hairline => FigureTheme.Current.Hairline;

    /// <summary>What is there but has no value, and the diagonal of a matrix that is about pairs.</summary>
    public static Color Missing => FigureTheme.Current.Missing;

    /// <summary>Positive samples, excitation, what the image says.</summary>
    public static Color Positive => Blue;

    /// <summary>Negative samples, inhibition, what the label says.</summary>
    public static Color Negative => Vermilion;

    private static readonly Color _black = new("#000001"); // The drawing library leaves black itself out of an SVG, being the default.
    private static readonly Color _orange = new("#E69F00");
    private static readonly Color _skyBlue = new("#56B4E9");
    private static readonly Color _green = new("#009E73");
    private static readonly Color _blue = new("#0072B2");
    private static readonly Color _vermilion = new("#D55E00");
    private static readonly Color _purple = new("#CC79A7");
    private static readonly Color _ocher = new("#A89A00");
    private static readonly Color _gray = new("#777777");

    private static readonly Dense Dense = new();
    private static readonly Balance Balance = new();

    // No eye tells more shades apart, and images with few colors make small files.
    private const int Shades = 64;

    /// <summary>A quantity from 0 (the paper) to 1 (dark on white paper, bright on dark), even steps looking even; lightness alone carries it.</summary>
    public static Color Quantity(double share) => double.IsFinite(share)
        ? Shade(Math.Round(Shades * Math.Clamp(share, 0, 1)) / Shades)
        : Missing;

    /// <summary>A signed quantity from −1 (blue) through 0 (the paper) to 1 (red).</summary>
    public static Color Signed(double share) => !double.IsFinite(share) ? Missing
        : FigureTheme.Current.IsDark ? Blend(Paper, share < 0 ? _darkNegative : _darkPositive, Math.Round(Shades * Math.Min(1, Math.Abs(share))) / Shades)
        : SignedOnWhite(share);

    /// <summary>The same through white wherever it stands, to lay over a picture.</summary>
    public static Color SignedOnWhite(double share) => Balance.GetColor(0.5 + (0.44 * Math.Clamp(share, -1, 1)));

    /// <summary>Black or white, whichever reads better on a color.</summary>
    public static Color TextOn(Color background) =>
        (0.299 * background.R) + (0.587 * background.G) + (0.114 * background.B) > 140 ? FigureTheme.Light.Ink : Colors.White;

    private static readonly Color _darkNegative = new("#6FB7F2");
    private static readonly Color _darkPositive = new("#F58A6B");

    // The map starts at a pale blue and ends at a dark purple; the first twelfth leads there from the paper, so that 0 is the paper.
    private static Color Shade(double share) => FigureTheme.Current.IsDark
        ? Blend(Paper, Dense.GetColor(0.9 - (0.9 * share)), Math.Min(1, 12 * share))
        : Blend(Paper, Dense.GetColor(0.9 * share), Math.Min(1, 12 * share));

    private static Color Either(Color light, Color dark) => FigureTheme.Current.IsDark ? dark : light;

    private static Color Blend(Color from, Color to, double share) => new(
        (byte)(from.R + ((to.R - from.R) * share)),
        (byte)(from.G + ((to.G - from.G) * share)),
        (byte)(from.B + ((to.B - from.B) * share)));
}
