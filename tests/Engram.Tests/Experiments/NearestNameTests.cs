using Engram.Experiments.Files;

namespace Engram.Tests.Experiments;

public class NearestNameTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("epochs", "epochs", 0)]
    [InlineData("epohcs", "epochs", 1)]
    public void Distance_counts_insertions_deletions_replacements_and_swaps(string first, string second, int distance) =>
        Assert.Equal(distance, NearestName.EditDistance(first, second));

    [Theory]
    [InlineData("epoch", "epochs")]
    [InlineData("learning-rate", "learningRate")]
    [InlineData("LEARNINGRATE", "learningRate")]
    [InlineData("bachSize", "batchSize")]
    [InlineData("ba", "batchSize")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    public void Nearest_ignores_case_and_separators_and_gives_up_when_half_is_wrong(string text, string? nearest) =>
        Assert.Equal(nearest, NearestName.Find(text, ["epochs", "learningRate", "batchSize"]));

    [Fact]
    public void Nothing_is_near_where_there_is_nothing() => Assert.Null(NearestName.Find("epochs", []));
}
