using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Engram.Reports.Drawing;

/// <summary>
/// Makes the drawing library's SVG fit for a page: it has no XML declaration, which HTML forbids, scales (viewBox), and
/// has a name for screen readers; its identifiers are unique in a document, its text falls back to fonts of the same
/// width, and cells of heat maps keep their edges and take little room.
/// </summary>
internal static partial class SvgCleaning
{
    private const string Fallback = FigureFont.FamilyName + ", Arial, Helvetica, sans-serif";

    public static string Clean(string svg, string name, string title)
    {
        string text = Root().Replace(svg, match => OpeningTag(match, name, title), 1);
        text = Identifier().Replace(text, $"$1{name}-$2");
        text = Between().Replace(text, "><");
        text = TextStart().Replace(text, "$1>");
        text = TextEnd().Replace(text, "</text>");
        text = text.Replace($" font-family=\"{FigureFont.FamilyName}\"", "", StringComparison.Ordinal);
        text = SvgClips.Share(text, $"{name}-clip-");
        text = LongNumber().Replace(text, match => Round(match.Value));
        text = Picture().Replace(text, match => Convert.ToBase64String(PalettePng.Of(Convert.FromBase64String(match.Value))));
        return text.Replace("<image ", "<image style=\"image-rendering:pixelated\" ", StringComparison.Ordinal);
    }

    private static string OpeningTag(Match root, string name, string title)
    {
        string width = root.Groups["width"].Value, height = root.Groups["height"].Value;
        string label = HtmlEncoder.Default.Encode(title);
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"{Fallback}\" role=\"img\" aria-labelledby=\"{name}-title\"><title id=\"{name}-title\">{label}</title>";
    }

    /// <summary>A tenth of a pixel is finer than any screen shows.</summary>
    private static string Round(string number) =>
        double.Parse(number, CultureInfo.InvariantCulture).ToString("0.##", CultureInfo.InvariantCulture);

    [GeneratedRegex("^.*?<svg [^>]*width=\"(?<width>[^\"]+)\" height=\"(?<height>[^\"]+)\"[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Root();

    [GeneratedRegex("(\\bid=\"|url\\(#|href=\"#)([A-Za-z]+_[0-9a-f]+)")]
    private static partial Regex Identifier();

    [GeneratedRegex(">[\\r\\n\\t]+<")]
    private static partial Regex Between();

    [GeneratedRegex("(<text [^>]*)>[\\r\\n\\t]+")]
    private static partial Regex TextStart();

    [GeneratedRegex("[\\r\\n\\t]+</text>")]
    private static partial Regex TextEnd();

    [GeneratedRegex("(?<=data:image/png;base64,)[A-Za-z0-9+/=]+")]
    private static partial Regex Picture();

    [GeneratedRegex("(?<=[ \",LMQCH(-])\\d+\\.\\d{3,}")]
    private static partial Regex LongNumber();
}
