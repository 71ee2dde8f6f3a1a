using System.Text;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Cli.BadInput;

/// <summary>Whatever is wrong, there is one sentence that says what, which value, and what to do.</summary>
public class BadInputTests
{
    private static readonly (string Title, IEnumerable<BadInputCase> Cases)[] Chapters =
    [
        ("Commands and options", BadCommandLines.All),
        ("Spec files", BadSpecs.All),
        ("Folders", BadFolders.All),
        ("Files", BadFiles.All),
        ("Activations", BadActivations.All),
        ("Images to predict", BadImages.All),
        ("Your own images", BadOwnData.All),
    ];

    public static IEnumerable<TheoryDataRow<BadInputCase>> Cases =>
        Chapters.SelectMany(chapter => chapter.Cases).Select(bad => new TheoryDataRow<BadInputCase>(bad));

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Bad_input_gives_its_sentence(BadInputCase bad)
    {
        using BadInputFolder folder = new();
        bad.Prepare?.Invoke(folder);
        EngramRun run = EngramRun.Of(folder.Arguments(bad.Arguments));
        Assert.Equal(bad.Sentence, run.Error.TrimEnd('\n').Replace(folder.Path, "$", StringComparison.Ordinal));
        Assert.Equal(bad.ExitCode, run.ExitCode);
    }

    [Fact]
    public void There_are_many_cases_and_no_two_are_the_same() =>
        Assert.InRange(Cases.Select(row => row.Data.What).Distinct().Count(), Math.Max(60, Cases.Count()), int.MaxValue);

    [Fact]
    public void The_documentation_has_exactly_these_sentences() =>
        Approved.VerifyFile(Document(), Path.Combine("docs", "errors.md"));

    private static string Document()
    {
        var text = new StringBuilder(
            """
            # Errors

            Every error is one sentence on the error output: what was wrong, which value, what to do. The exit code is 0 for
            done, 1 for failed, 2 for wrong usage or bad input, 130 for interrupted. `ENGRAM_DEBUG=1` adds the trace of an
            unexpected error. The tables are written by the test that provokes each error (`BadInputTests`).

            """);
        foreach (var (title, cases) in Chapters)
        {
            text.Append($"\n## {title}\n\n| what is wrong | command | exit | sentence |\n|---|---|---|---|\n");
            foreach (BadInputCase bad in cases)
            {
                text.Append($"| {bad.What} | `engram {Plain(bad.Arguments)}` | {bad.ExitCode} | {Cell(Plain(bad.Sentence))} |\n");
            }
        }

        return text.ToString();
    }

    /// <summary>As if the command were typed in the folder.</summary>
    private static string Plain(string text) => text.Replace("$/", "", StringComparison.Ordinal);

    private static string Cell(string text) => text
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "\\<", StringComparison.Ordinal)
        .Replace("\n", "<br>", StringComparison.Ordinal);
}
