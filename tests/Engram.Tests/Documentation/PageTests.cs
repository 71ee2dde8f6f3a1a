using System.Text.RegularExpressions;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Documentation;

/// <summary>Pages are short of breath: a reader whose first language is another one reads no sentence twice, and every link leads somewhere.</summary>
public partial class PageTests
{
    private const int LongestSentence = 25;
    private const int LongestSpeedPage = 1200;

    /// <summary>The tables of docs/errors.md hold what the program says: they have a test of their own, and may hold fingerprints.</summary>
    public static TheoryData<string> Proofread() => new(Pages("README.md", "docs").Except(["docs/errors.md"]));

    public static TheoryData<string> All() => new(Pages("*.md", "docs", "benchmarks"));

    [Theory]
    [MemberData(nameof(Proofread))]
    public void Sentences_are_short(string name) =>
        Assert.DoesNotContain(Open(name).Sentences, sentence => Page.Words(sentence) > LongestSentence);

    /// <summary>What is wrong and what to do are two parts of an error's sentence, each read by itself.</summary>
    [Fact]
    public void Parts_of_error_sentences_are_short() =>
        Assert.DoesNotContain(Open("docs/errors.md").Sentences.SelectMany(sentence => PartEnd().Split(sentence)), part => Page.Words(part) > LongestSentence);

    // To Markdown such a line ends the paragraph, and marks that stand open there are printed as they are.
    [Theory]
    [MemberData(nameof(All))]
    public void No_line_of_a_paragraph_begins_with_a_comment(string name) =>
        Assert.DoesNotContain(File.ReadLines(Path.Combine(Approved.RepositoryRoot, name)), line => CommentFirst().IsMatch(line));

    [Theory]
    [MemberData(nameof(Proofread))]
    public void Commits_are_named_in_data_files_only(string name) =>
        Assert.DoesNotContain(Open(name).Pieces, CommitId().IsMatch);

    [Theory]
    [MemberData(nameof(All))]
    public void Links_lead_somewhere(string name) => Assert.DoesNotContain(Open(name).Links, link => !Exists(name, link));

    [Fact]
    public void The_page_about_speed_is_no_log() => Assert.InRange(Open("docs/speed.md").WordCount, 1, LongestSpeedPage);

    [Theory]
    [InlineData("One two. Three\nfour `a b c`.", "One two.|Three four Code.")]
    [InlineData("- one\n- two,\n  three\n\n      code here\n", "one|two, three")]
    [InlineData("# Head\nText.\n\n    code. More\n\n    code\n\nEnd", "Head|Text.|End")]
    [InlineData("| a | b c |\n|---|---|\n| d. E | `x \\| y` |", "a|b c|d.|E|Code")]
    [InlineData("See [the page](a/b.md#c) (of it). <!-- x. y -->**.5** is .5 e.g. this.", "See the page (of it).|.5 is .5 e.g. this.")]
    [InlineData("```\nIn. Fence\n```\nAfter", "After")]
    public void A_page_is_taken_apart(string text, string sentences) =>
        Assert.Equal(sentences, string.Join('|', Page.Parse(text).Sentences.Select(sentence => Spaces().Replace(sentence, " ").Trim()).Where(sentence => sentence.Length > 0)));

    [Theory]
    [InlineData("as of 5a8fc3f.", true)]
    [InlineData("`bf4f614`", true)]
    [InlineData("in deadbeef or 1234567 images", false)]
    [InlineData("`runs/first/fashion-mnist-1a2b3c4d`", false)]
    public void A_commit_is_known_by_its_look(string text, bool expected) => Assert.Equal(expected, CommitId().IsMatch(text));

    [Theory]
    [InlineData("../README.md", true)]
    [InlineData("data/runs.csv", true)]
    [InlineData("https://example.org/x#y", true)]
    [InlineData("results.md#what-was-found", true)]
    [InlineData("results.md#what-was-lost", false)]
    [InlineData("missing.md", false)]
    [InlineData("#nowhere", false)]
    public void A_link_is_followed(string link, bool expected) => Assert.Equal(expected, Exists("docs/speed.md", link));

    private static Page Open(string name) => Page.Read(Path.Combine(Approved.RepositoryRoot, name));

    private static IEnumerable<string> Pages(string ofRoot, params string[] folders) =>
        Directory.EnumerateFiles(Approved.RepositoryRoot, ofRoot)
            .Concat(folders.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Approved.RepositoryRoot, folder), "*.md")))
            .Select(path => Path.GetRelativePath(Approved.RepositoryRoot, path).Replace('\\', '/'));

    private static bool Exists(string page, string link)
    {
        string[] parts = link.Split('#', 2);
        string path = Path.Combine(Approved.RepositoryRoot, parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return link.Contains("://", StringComparison.Ordinal)
            || ((File.Exists(path) || Directory.Exists(path)) && (parts.Length == 1 || Page.Read(path).Headings.Contains(parts[1])));
    }

    /// <summary>Digits and letters of a hexadecimal number, both, and nothing but it between spaces and marks.</summary>
    [GeneratedRegex(@"(?<![\w/-])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,40}(?![\w/-])")]
    private static partial Regex CommitId();

    [GeneratedRegex("[;:] ")]
    private static partial Regex PartEnd();

    [GeneratedRegex(@"^\s*<!-- (?!/?table )")]
    private static partial Regex CommentFirst();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
