using CsCheck;
using Engram.Experiments.SweepFiles;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Experiments.Sweeps;

/// <summary>Whatever stands in a file, there is a plan or one sentence.</summary>
public class SweepFilePropertyTests
{
    private static readonly string[] Examples =
        [.. Directory.GetFiles(Path.Combine(Approved.RepositoryRoot, "examples")).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static readonly string[] Telling =
        ["{", "}", "[", "]", ":", "-", ",", "\n", "  ", "\"", "'", "#", "&a ", "*a", "!!x ", "|", ">", "?", "%", "@", "\0", "\uFEFF", "---", "...", "9", ".inf", "~", "\t", "\uD800", "\"\\u0000\""];

    [Fact]
    public void Mutated_examples_are_taken_well()
    {
        Gen<string> pieces = Gen.OneOf(AnyOf(Telling), Gen.String[0, 3]);
        Gen<string> mutated = AnyOf(Examples).SelectMany(text => Gen
            .Select(Gen.Int[0, text.Length], Gen.Int[0, 12], pieces).Array[1, 5]
            .Select(edits => edits.Aggregate(text, Apply)));
        mutated.Sample(AreTakenWell, iter: 400, threads: 1);
    }

    [Fact]
    public void Random_texts_are_taken_well() => Gen
        .OneOf(AnyOf(Telling), AnyOf("grid", "list", "base", "random", "draws", "epochs", "3", "repetitions", "Experiments", "experiment"))
        .Array[0, 25]
        .Select(string.Concat)
        .Sample(AreTakenWell, iter: 1500, threads: 1);

    [Theory]
    [InlineData("[")]
    [InlineData("- ")]
    [InlineData("{a: ")]
    [InlineData("? ")]
    public void Deep_nesting_is_refused(string level) => AreTakenWell("grid: " + string.Concat(Enumerable.Repeat(level, 20_000)));

    [Fact]
    public void Names_are_unique_and_safe_for_every_file_system() => Gen
        .Select(
            Gen.Int[1, 9].HashSet[1, 3],
            AnyOf("fixed", "resampled", "hard").HashSet[1, 3],
            Gen.Float[1e-6f, 1].HashSet[1, 3],
            Gen.Int[1, 99].Array[1, 30].HashSet[1, 2],
            Gen.Int[1, 3])
        .Sample(
            (epochs, negatives, rates, layers, repetitions) =>
            {
                string yaml = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
                    grid:
                      epochs: [{string.Join(", ", epochs)}]
                      negatives: [{string.Join(", ", negatives)}]
                      learningRate: [{string.Join(", ", rates.Select(rate => rate.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))}]
                      layers: [{string.Join(", ", layers.Select(item => $"[{string.Join(", ", item)}]").Distinct())}]
                    repetitions: {repetitions}
                    """);
                string[] names = [.. SweepFile.Parse(yaml, "s.yaml").Runs.Select(run => run.Name)];
                Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
                Assert.All(names, name => Assert.Matches("^[a-z][A-Za-z0-9.-]{0,119}$", name));
            },
            iter: 40,
            threads: 1);

    private static Gen<T> AnyOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Apply(string text, (int Place, int Length, string Piece) edit)
    {
        int place = Math.Min(edit.Place, text.Length);
        return text[..place] + edit.Piece + text[Math.Min(place + edit.Length, text.Length)..];
    }

    private static void AreTakenWell(string yaml)
    {
        try
        {
            Assert.NotEmpty(SweepFile.Parse(yaml, "hostile.yaml").Runs);
        }
        catch (EngramException exception)
        {
            Assert.Contains("hostile.yaml", exception.Message, StringComparison.Ordinal);
        }
    }
}
