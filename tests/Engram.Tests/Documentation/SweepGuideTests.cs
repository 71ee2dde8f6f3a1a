using System.Text.RegularExpressions;
using Engram.Experiments.SweepFiles;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Documentation;

/// <summary>What docs/sweeps.md shows can be read, and what it shows of examples is in them.</summary>
public class SweepGuideTests
{
    private static readonly string[] Blocks =
        [.. Regex.Matches(File.ReadAllText(Path.Combine(Approved.RepositoryRoot, "docs", "sweeps.md")).ReplaceLineEndings("\n"), "```yaml\n(.*?)```", RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value)];

    [Fact]
    public void Every_block_is_a_sweep()
    {
        Assert.Equal(4, Blocks.Length);
        Assert.All(Blocks, block => Assert.NotEmpty(SweepFile.Parse(block, "sweeps.md").Runs));
    }

    [Theory]
    [InlineData(0, "sweep-learning-rates.yaml")]
    [InlineData(2, "sweep-random.yaml")]
    [InlineData(3, "reference-mnist.yaml")]
    public void A_block_stands_in_its_example(int index, string name) => Assert.Contains(
        Blocks[index],
        File.ReadAllText(Path.Combine(Approved.RepositoryRoot, "examples", name)).ReplaceLineEndings("\n"),
        StringComparison.Ordinal);
}
