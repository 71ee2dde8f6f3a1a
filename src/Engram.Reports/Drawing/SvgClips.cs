using System.Text;
using System.Text.RegularExpressions;

namespace Engram.Reports.Drawing;

/// <summary>
/// The drawing library defines a clip for every single text and mark, numbered through the whole process. Here every
/// shape is defined once, with numbers that depend on the figure alone, and neighbors with one clip share a group.
/// </summary>
internal static partial class SvgClips
{
    /// <summary>The same drawing with fewer clips, whose names start with a prefix.</summary>
    public static string Share(string svg, string prefix)
    {
        var names = new Dictionary<string, string>();
        var sameAs = new Dictionary<string, string>();
        string once = Definition().Replace(svg, match =>
        {
            string shape = match.Groups["shape"].Value;
            bool isNew = names.TryAdd(shape, $"{prefix}{names.Count}");
            sameAs[match.Groups["id"].Value] = names[shape];
            return isNew ? $"<clipPath id=\"{names[shape]}\">{shape}</clipPath>" : "";
        });
        string renamed = Use().Replace(once, match => $"clip-path=\"url(#{sameAs[match.Groups["id"].Value]})\"");
        return JoinNeighbors(renamed);
    }

    private static string JoinNeighbors(string svg)
    {
        var joined = new StringBuilder(svg.Length);
        var open = new Stack<string>();
        int written = 0;
        for (Match tag = GroupTag().Match(svg); tag.Success; tag = tag.NextMatch())
        {
            if (tag.Value != "</g>")
            {
                open.Push(tag.Value);
                continue;
            }

            string closed = open.Pop();
            int next = tag.Index + tag.Length;
            if (closed.Contains("clip-path", StringComparison.Ordinal) && string.CompareOrdinal(svg, next, closed, 0, closed.Length) == 0)
            {
                joined.Append(svg, written, tag.Index - written);
                written = next + closed.Length;
            }
        }

        return joined.Append(svg, written, svg.Length - written).ToString();
    }

    [GeneratedRegex("<clipPath id=\"(?<id>[^\"]+)\">(?<shape>.*?)</clipPath>", RegexOptions.Singleline)]
    private static partial Regex Definition();

    [GeneratedRegex("clip-path=\"url\\(#(?<id>[^)]+)\\)\"")]
    private static partial Regex Use();

    [GeneratedRegex("<g(?: [^>]*)?>|</g>")]
    private static partial Regex GroupTag();
}
