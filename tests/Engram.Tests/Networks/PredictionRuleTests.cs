using Engram.Labels;

namespace Engram.Tests.Networks;

public class PredictionRuleTests
{
    [Fact]
    public void Names_are_those_of_specs() =>
        Assert.Equal(["softmax", "sum", "last"], PredictionRules.All.Select(rule => rule.ToString()));

    [Fact]
    public void An_unknown_rule_is_refused_with_those_there_are() => Assert.Equal(
        "There is no prediction rule 'vote'; choose one of softmax, sum, last.",
        Assert.Throws<EngramException>(() => PredictionRules.Find("vote")).Message);

    [Fact]
    public void Softmax_adds_each_layers_probabilities()
    {
        float[] scores = [0, 0, 0];
        PredictionRule rule = PredictionRules.Find("softmax");
        rule.Add([1, 2, 3], scores);
        rule.Add([5, 5, 5], scores);
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        for (int label = 0; label < 3; label++)
        {
            Assert.Equal((Math.Exp(label + 1) / sum) + (1 / 3.0), scores[label], 1e-6);
        }
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(3e38f)]
    [InlineData(-1e4f)]
    public void Softmax_does_not_overflow(float goodness)
    {
        float[] scores = [0, 0, 0];
        PredictionRules.Find("softmax").Add([goodness, goodness, 0], scores);
        float[] expected = goodness > 0 ? [0.5f, 0.5f, 0] : [0, 0, 1];
        Assert.Equal(expected, scores);
    }

    [Fact]
    public void Sum_adds_goodness_itself()
    {
        float[] scores = [1, 0, -1];
        PredictionRules.Find("sum").Add([1, 2, 3], scores);
        Assert.Equal([2, 2, 2], scores);
    }
}
