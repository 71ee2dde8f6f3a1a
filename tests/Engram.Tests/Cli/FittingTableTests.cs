using System.Text.RegularExpressions;
using CsCheck;
using Engram.Cli;
using Engram.Cli.Rendering;
using Engram.Cli.SweepRendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Results;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;

namespace Engram.Tests.Cli;

/// <summary>Tables and help in any width: nothing hangs or fails, no number is broken, and what can fit does.</summary>
public sealed partial class FittingTableTests
{
    /// <summary>The longest word of a settings label.</summary>
    private const int LongestWord = 20;

    public static TheoryData<int> Widths => [.. Enumerable.Range(1, 24), 40, 60, 80, 120];

    public static TheoryData<string> Commands =>
    [
        "", "reproduce", "train", "evaluate", "analyze", "report", "unseen", "sweep", "results", "compare", "spec",
        "spec schema", "spec show", "spec presets", "data", "data list", "data fetch", "data verify", "info", "completion",
    ];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Results_of_five_layers_keep_every_number_and_every_setting(int width)
    {
        SweepResults results = Results();
        string text = Show(width, shell => ResultsView.Show(shell, ResultSummary.Of(results, []), new SweepFolder("s"), []));
        RequireWhole(text, width, [.. Enumerable.Range(1, 5).Select(layer => $"Layer {layer}"), "0.9350", "0.9300-0.9400", "0.935", "0.930-0.940", "0.01", "learningRate"]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_comparison_keeps_every_number(int width)
    {
        SweepResults results = Results();
        string text = Show(width, shell => SweepComparisonView.Show(shell, SweepComparison.Of(results, results)));
        RequireWhole(text, width, ["3/3", "0.9350", "0.187", "1.000"]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_runs_layers_keep_every_number(int width)
    {
        LayerRecord[] layers = [new(0.9312, 0.887, 0.0421, 0, 12, 4.2131, 1.8712, 3), new(0.1, null, 0, 10_000, 784, 0, 0, 3)];
        string text = Show(width, shell => LayerTable.Show(shell, "ff", layers, 0.9543));
        RequireWhole(text, width, ["0.9312", "0.887", "0.042", "12", "4.213", "1.871", "10,000", "784", "0.9543"]);
    }

    [Theory]
    [InlineData("data", "list")]
    [InlineData("info")]
    [InlineData("spec", "presets")]
    public void Lists_are_shown_in_any_width(params string[] command)
    {
        foreach (int width in Enumerable.Range(1, 24).Concat([40, 60, 80, 120]))
        {
            string text = Show(width, shell => Assert.Equal(0, CommandLine.Run(command, shell)));
            Assert.All(Numbers().Matches(Show(200, shell => CommandLine.Run(command, shell))), number => Assert.Contains(number.Value, text, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_is_shown_in_any_width(string command)
    {
        foreach (int width in Enumerable.Range(1, 24).Concat([40, 60, 80, 120]))
        {
            string text = await Task
                .Run(() => Show(width, shell => Assert.Equal(0, CommandLine.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"], shell))), TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.Contains("--help", text, StringComparison.Ordinal);
        }
    }

    /// <summary>A table of one column of words and some of numbers, in a drawn width.</summary>
    [Fact]
    public void Drawn_tables_keep_every_word_and_fit_where_their_words_do()
    {
        Gen<string> number = Gen.Double[-1e6, 1e6].Select(value => RunText.Fixed(value, 3));
        Gen<string> words = Gen.Char['a', 'z'].Array[1, 12].Select(letters => new string(letters)).Array[1, 8].Select(all => string.Join(' ', all));
        Gen<(string, string[])> row = Gen.Select(words, number.Array[6]);
        Gen.Select(Gen.Int[1, 130], row.Array[1, 5], Gen.Int[1, 6]).Sample(
            (width, rows, columns) =>
            {
                FittingTable table = new FittingTable().AddText("Settings").AddNumbers(Enumerable.Range(1, columns).Select(layer => $"Layer {layer}"));
                foreach ((string text, string[] numbers) in rows)
                {
                    table.AddRow([text, .. numbers[..columns]]);
                }

                string[] all = [.. rows.SelectMany(one => one.Item1.Split(' ').Concat(one.Item2[..columns]))];
                RequireWhole(Show(width, table.Show), width, all);
            },
            iter: 300,
            threads: 1);
    }

    [GeneratedRegex(@"\d[\d,.]*\d")]
    private static partial Regex Numbers();

    private static void RequireWhole(string text, int width, string[] words)
    {
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
        if (width >= Math.Max(LongestWord, words.Max(word => word.Length)))
        {
            // Paths are for copying, and no line of a table.
            Assert.All(text.Split('\n').Where(line => !line.StartsWith("All values:", StringComparison.Ordinal)), line => Assert.InRange(line.TrimEnd().Length, 0, width));
        }
    }

    private static string Show(int width, Action<Shell> show)
    {
        using StringWriter output = new() { NewLine = "\n" };
        Shell shell = new(output, output, isTerminal: true, new Invocation("engram"));
        shell.Console.Profile.Width = width;
        shell.Console.Profile.Capabilities.Ansi = false;
        show(shell);
        return output.ToString().ReplaceLineEndings("\n");
    }

    private static SweepResults Results() => new("s", [.. from rate in new[] { 0.01f, 0.02f } from seed in new ulong[] { 1, 2, 3 } select Run(rate, seed)]);

    private static ResultRun Run(float rate, ulong seed)
    {
        double accuracy = 0.925 + (0.005 * seed);
        RunSpec spec = new() { Training = new TrainingSpec { Layers = [8, 8, 8, 8, 8], LearningRate = rate, Seed = seed } };
        return new ResultRun($"r{rate}-{seed}", spec, RunStatus.Finished,
        [
            new ResultValue(null, "testAccuracy", accuracy),
            .. Enumerable.Range(1, 5).Select(layer => new ResultValue(layer, "hoyerSparseness", layer == 1 ? accuracy : accuracy / layer)),
        ]);
    }
}
