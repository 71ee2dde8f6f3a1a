using Engram.Analysis.Statistics;

namespace Engram.Analysis.Ensembles;

/// <summary>The ensembles of all classes in one layer, as one rule finds them.</summary>
public sealed record EnsembleSet
{
    /// <summary>Name of the rule: mean-ratio, quantile, kolmogorov-smirnov, selectivity.</summary>
    public required string Rule { get; init; }

    /// <summary>Indices of the units of each class's ensemble, ascending, [class][...].</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Units { get; init; }

    /// <summary>Which units two classes have in common.</summary>
    public required SharedUnits Shared { get; init; }
}

/// <summary>Units that the ensembles of two classes have in common.</summary>
/// <param name="Counts">|A ∩ B|, [class][class]; the diagonal holds the ensembles' sizes. Empty for more than <see cref="ClassPairs.MostClasses"/> classes.</param>
/// <param name="Jaccard">|A ∩ B| / |A ∪ B|, [class][class]; null where both are empty. Empty for more than <see cref="ClassPairs.MostClasses"/> classes.</param>
/// <param name="PixelCorrelation">
/// Pearson correlation, over pairs of different classes, of the Jaccard index with the cosine similarity of the mean
/// images; null where either is constant.
/// </param>
/// <param name="PixelRankCorrelation">The same as Spearman's rank correlation.</param>
public sealed record SharedUnits(
    IReadOnlyList<IReadOnlyList<int>> Counts,
    IReadOnlyList<IReadOnlyList<double?>> Jaccard,
    double? PixelCorrelation,
    double? PixelRankCorrelation);

/// <summary>How far two ensemble rules agree.</summary>
/// <param name="First">Name of one rule.</param>
/// <param name="Second">Name of the other rule.</param>
/// <param name="Jaccard">Mean over classes of |A ∩ B| / |A ∪ B|; null where no class has an ensemble.</param>
/// <param name="FirstInSecond">Share of the first rule's units that the second finds too; null where it finds none.</param>
/// <param name="SecondInFirst">Share of the second rule's units that the first finds too; null where it finds none.</param>
public sealed record RuleAgreement(string First, string Second, double? Jaccard, double? FirstInSecond, double? SecondInFirst);
