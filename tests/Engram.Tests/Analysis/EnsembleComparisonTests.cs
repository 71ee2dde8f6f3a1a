using Engram.Analysis.Ensembles;
using Engram.Analysis.Statistics;

namespace Engram.Tests.Analysis;

public class EnsembleComparisonTests
{
    private static readonly int[][] _units = [[0, 2, 5], [2, 5, 7, 9], [], [1]];

    private static readonly double?[][] _similarity = [[1, 0.9, 0.2, 0.4], [0.9, 1, 0.1, 0.3], [0.2, 0.1, 1, 0.6], [0.4, 0.3, 0.6, 1]];

    [Fact]
    public void Shared_units_are_counted_and_related_to_pixels()
    {
        SharedUnits shared = EnsembleComparison.ToSet(EnsembleRules.MeanRatio, _units, _similarity).Shared;
        for (int first = 0; first < 4; first++)
        {
            for (int second = 0; second < 4; second++)
            {
                int common = _units[first].Intersect(_units[second]).Count();
                int union = _units[first].Union(_units[second]).Count();
                Assert.Equal(common, shared.Counts[first][second]);
                Assert.Equal(union == 0 ? null : common / (double)union, shared.Jaccard[first][second]);
            }
        }

        // All six pairs of different classes have a union.
        double[] overlaps = [0.4, 0, 0, 0, 0, 0];
        double[] similarities = [0.9, 0.2, 0.4, 0.1, 0.3, 0.6];
        Assert.Equal(Correlation.Pearson(overlaps, similarities), shared.PixelCorrelation);
        Assert.Equal(Correlation.Spearman(overlaps, similarities), shared.PixelRankCorrelation);
    }

    [Fact]
    public void Classes_without_images_are_not_related_to_pixels()
    {
        double?[][] similarity = [.. _similarity.Select((row, first) => row.Select((value, second) => first == 3 || second == 3 ? null : value).ToArray())];
        Assert.Equal(
            Correlation.Pearson([0.4, 0, 0], [0.9, 0.2, 0.1]),
            EnsembleComparison.ToSet(EnsembleRules.MeanRatio, _units, similarity).Shared.PixelCorrelation);
    }

    [Fact]
    public void Without_overlap_there_is_no_correlation()
    {
        SharedUnits shared = EnsembleComparison.ToSet(EnsembleRules.MeanRatio, [[1], [2], [3], []], _similarity).Shared;
        Assert.Null(shared.PixelCorrelation);
        Assert.Null(shared.PixelRankCorrelation);
    }

    [Fact]
    public void Rules_agree_by_class_and_in_total()
    {
        int[][] other = [[0, 2], [9], [], []];
        EnsembleRule[] rules = [.. EnsembleRules.All.Take(2)];
        RuleAgreement agreement = Assert.Single(EnsembleComparison.Agree(rules, [_units, other]));
        Assert.Equal((rules[0].Name, rules[1].Name), (agreement.First, agreement.Second));
        Assert.Equal(((2 / 3.0) + (1 / 4.0) + 0) / 3, agreement.Jaccard!.Value, 1e-15);
        Assert.Equal(3 / 8.0, agreement.FirstInSecond);
        Assert.Equal(1, agreement.SecondInFirst);

        int[][] nothing = [[], [], [], []];
        RuleAgreement empty = Assert.Single(EnsembleComparison.Agree(rules, [nothing, nothing]));
        Assert.Equal(new RuleAgreement(rules[0].Name, rules[1].Name, null, null, null), empty);
        Assert.Equal(6, EnsembleComparison.Agree(EnsembleRules.All, [_units, _units, other, other]).Count);
    }
}
