using Engram.Analysis.Statistics;

namespace Engram.Analysis.Similarity;

/// <summary>
/// How well anything could agree with the dissimilarities of several runs, which differ among themselves (Nili et al. 2014). Each run's dissimilarities are
/// ranked. The upper bound is the mean Spearman correlation of a run with the mean of all runs, the lower that with the mean of the others.
/// </summary>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound.</param>
internal sealed record NoiseCeiling(double Lower, double Upper)
{
    /// <summary>The bounds; null for fewer than two runs, and where a run's dissimilarities are constant.</summary>
    /// <param name="runs">One series for each run, over the same pairs of classes.</param>
    public static NoiseCeiling? Of(IReadOnlyList<double[]> runs)
    {
        double[][] ranks = [.. runs.Select(run => Correlation.Ranks(run))];
        double?[] upper = [.. ranks.Select(own => Correlation.Spearman(own, Mean(ranks)))];
        double?[] lower = [.. ranks.Select((own, index) => runs.Count > 1 ? Correlation.Spearman(own, Mean([.. ranks.Where((_, other) => other != index)])) : null)];
        return runs.Count > 1 && upper.Concat(lower).All(value => value is not null) ? new NoiseCeiling(lower.Average()!.Value, upper.Average()!.Value) : null;
    }

    private static double[] Mean(double[][] ranks) => [.. Enumerable.Range(0, ranks[0].Length).Select(place => ranks.Average(run => run[place]))];
}
