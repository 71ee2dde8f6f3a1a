using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Engram.Reports.Drawing;

/// <summary>
/// One figure drawn for a light and for a dark page, in one piece: shapes and letters stand there once, with colors that the page's style gives them; only
/// heat maps stand there twice, and the page shows one of them.
/// </summary>
internal sealed partial class SvgPair
{
    private SvgPair(string markup, IReadOnlyCollection<(string Light, string Dark)> colors)
    {
        Markup = markup;
        Colors = colors;
    }

    /// <summary>The SVG for the page.</summary>
    public string Markup { get; }

    /// <summary>Colors that differ.</summary>
    public IReadOnlyCollection<(string Light, string Dark)> Colors { get; }

    /// <summary>Puts two drawings of a figure together.</summary>
    /// <exception cref="InvalidOperationException">They differ in more than their colors.</exception>
    public static SvgPair Of(string light, string dark)
    {
        Match[] ofLight = [.. Part().Matches(light).Cast<Match>()], ofDark = [.. Part().Matches(dark).Cast<Match>()];
        HashSet<(string, string)> colors = [];
        var together = new StringBuilder(light.Length);
        (int place, int other) = (0, 0);
        foreach ((Match one, Match two) in ofLight.Zip(ofDark))
        {
            Require(light.AsSpan(place, one.Index - place).SequenceEqual(dark.AsSpan(other, two.Index - other)), one.Index);
            together.Append(light, place, one.Index - place).Append(Together(one, two, colors));
            (place, other) = (one.Index + one.Length, two.Index + two.Length);
        }

        Require(ofLight.Length == ofDark.Length && light.AsSpan(place).SequenceEqual(dark.AsSpan(other)), place);
        return new SvgPair(together.Append(light, place, light.Length - place).ToString(), colors);
    }

    /// <summary>What the colors of drawings are on a light and on a dark page; paper is light.</summary>
    public static string Styles(IEnumerable<SvgPair> drawings)
    {
        (string Light, string Dark)[] colors = [.. drawings.SelectMany(drawing => drawing.Colors).Distinct().Order()];
        return string.Create(CultureInfo.InvariantCulture, $$"""
            :root { {{string.Concat(colors.Select(color => $"{Name(color.Light, color.Dark)}:{color.Light};"))}} }
            .on-dark { display: none; }
            @media screen and (prefers-color-scheme: dark) {
              :root { {{string.Concat(colors.Select(color => $"{Name(color.Light, color.Dark)}:{color.Dark};"))}} }
              .on-light { display: none; }
              .on-dark { display: inline; }
            }

            """);
    }

    private static string Together(Match light, Match dark, HashSet<(string, string)> colors)
    {
        if (light.Value == dark.Value)
        {
            return light.Value;
        }

        if (light.Groups["image"] is { Success: true, Value: var image })
        {
            string id = light.Groups["id"].Value;
            return $"<g id=\"{id}\">{Only(image, id, "on-light")}{Only(dark.Groups["image"].Value, id, "on-dark")}</g>";
        }

        (string first, string second) = (light.Groups["color"].Value, dark.Groups["color"].Value);
        colors.Add((first, second));
        return $"{light.Groups["what"].Value}=\"var({Name(first, second)})\"";
    }

    private static string Only(string image, string id, string page) => image.Replace($" id=\"{id}\"", $" class=\"{page}\"", StringComparison.Ordinal);

    private static string Name(string light, string dark) => $"--{light.TrimStart('#')}-{dark.TrimStart('#')}";

    private static void Require(bool holds, int place)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The drawings for a light and a dark page differ in more than colors, before letter {place}.");
        }
    }

    [GeneratedRegex("(?<what>fill|stroke)=\"(?!none|url)(?<color>[^\"]+)\"|(?<image><image [^>]*?id=\"(?<id>[^\"]+)\"[^>]*/>)")]
    private static partial Regex Part();
}
