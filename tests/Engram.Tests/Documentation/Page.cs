using System.Text;
using System.Text.RegularExpressions;

namespace Engram.Tests.Documentation;

/// <summary>
/// What a reader sees of a Markdown page, piece by piece: paragraphs, list items, headings, and cells of tables. Each is a text of its own, so that a sentence
/// ends where its piece ends. Blocks of code and comments are left out; a piece of code in a line counts as one word, a link as its text.
/// </summary>
internal sealed partial class Page
{
    private const string Code = "Code";

    private Page(string name, string text)
    {
        Name = name;
        string seen = Comment().Replace(text.ReplaceLineEndings("\n"), "");
        Pieces = [.. Read(seen.Split('\n'))];
        Headings = Slugs(seen);
        Links = [.. Link().Matches(InlineCode().Replace(Fenced().Replace(seen, ""), Code)).Select(link => link.Groups[1].Value)];
    }

    public string Name { get; }

    /// <summary>The texts as they stand, with their marks.</summary>
    public IReadOnlyList<string> Pieces { get; }

    /// <summary>Anchors of the headings.</summary>
    public HashSet<string> Headings { get; }

    /// <summary>What links and pictures lead to.</summary>
    public IReadOnlyList<string> Links { get; }

    public IEnumerable<string> Sentences => Pieces.SelectMany(piece => SentenceEnd().Split(Plain(piece)));

    public int WordCount => Sentences.Sum(sentence => Words(sentence));

    public static Page Read(string path) => new(path, File.ReadAllText(path));

    public static Page Parse(string text) => new("a page", text);

    public static int Words(string sentence) => Word().Count(sentence);

    /// <summary>Without marks; code in a line is one word, a link its text.</summary>
    public static string Plain(string piece) => Mark().Replace(Link().Replace(InlineCode().Replace(piece, Code), " "), "");

    private static IEnumerable<string> Read(string[] lines)
    {
        StringBuilder piece = new();
        bool fenced = false, code = false, blank = true;
        foreach (string line in lines)
        {
            string text = line.Trim();
            bool fence = text.StartsWith("```", StringComparison.Ordinal);
            bool starts = text.Length == 0 || fence || text[0] is '#' or '|' || ListMark().IsMatch(text);
            code = text.Length > 0 && line.StartsWith("    ", StringComparison.Ordinal) && (code || (blank && !ListMark().IsMatch(text)));
            blank = text.Length == 0;
            fenced ^= fence;
            if ((starts || fenced || code) && piece.Length > 0)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            if (fence || fenced || code || blank)
            {
                continue;
            }

            if (text[0] == '|')
            {
                foreach (string cell in CellEnd().Split(text).Where(cell => Words(cell) > 0))
                {
                    yield return cell;
                }
            }
            else
            {
                piece.Append(ListMark().Replace(text.TrimStart('#', ' '), "")).Append(' ');
                if (text[0] == '#')
                {
                    yield return piece.ToString();
                    piece.Clear();
                }
            }
        }

        yield return piece.ToString();
    }

    /// <summary>As GitHub makes them.</summary>
    private static HashSet<string> Slugs(string text) =>
        [.. Heading().Matches(Fenced().Replace(text, "")).Select(heading => NoSlug().Replace(heading.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fenced();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();

    /// <summary>The end of a link, with its address.</summary>
    [GeneratedRegex(@"\]\(([^)\s]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*|!?\[")]
    private static partial Regex Mark();

    /// <summary>A full stop, and what closes after it; a small letter that follows continues the sentence.</summary>
    [GeneratedRegex(@"(?<=[.!?][)""”]?)\s+(?=[^a-z\s])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\S*\w\S*")]
    private static partial Regex Word();

    [GeneratedRegex(@"^([-*]|\d+\.) +")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex CellEnd();

    [GeneratedRegex("^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex NoSlug();
}
