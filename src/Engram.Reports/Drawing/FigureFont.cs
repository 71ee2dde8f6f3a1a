using ScottPlot;
using SkiaSharp;

namespace Engram.Reports.Drawing;

/// <summary>
/// The one font of all figures, taken from this assembly, so that a machine without fonts draws the same. Its letters are
/// as wide as Arial's, which a browser without it puts in its place.
/// </summary>
internal sealed class FigureFont : IFontResolver
{
    /// <summary>The name under which the plotting library asks for the font.</summary>
    public const string Name = "Engram Figures";

    /// <summary>The font's own name, which is what an SVG file carries.</summary>
    public const string FamilyName = "Liberation Sans";

    private static readonly Lazy<bool> Registration = new(Register);

    private readonly SKTypeface _regular = Read("LiberationSans-Regular.ttf");
    private readonly SKTypeface _bold = Read("LiberationSans-Bold.ttf");

    /// <summary>Makes the font known to the plotting library, once per process.</summary>
    public static void Ensure() => _ = Registration.Value;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        fontName == Name ? (weight >= FontWeight.SemiBold ? _bold : _regular) : null;

    /// <inheritdoc/>
    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName == Name ? (bold ? _bold : _regular) : null;

    private static bool Register()
    {
        ScottPlot.Fonts.FontResolvers.Insert(0, new FigureFont());
        ScottPlot.Fonts.Default = Name;
        return true;
    }

    private static SKTypeface Read(string file)
    {
        using Stream stream = typeof(FigureFont).Assembly.GetManifestResourceStream($"Fonts/{file}")!;
        return SKTypeface.FromStream(stream);
    }
}
