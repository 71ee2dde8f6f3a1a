using Engram.Analysis.Statistics;

namespace Engram.Analysis.Similarity;

/// <summary>
/// Which classes are alike: dissimilarities of every two classes (Kriegeskorte et al. 2008) in each layer, in the images and in the predictions, and what these
/// have in common. They are of all images, with the labels that networks with labels in their input are shown: the true ones.
/// </summary>
/// <param name="Resamples">Resamples of the classes that intervals are from; 0 where there are too many classes for intervals.</param>
/// <param name="Dissimilarities">For each source and distance; empty for more than <see cref="ClassPairs.MostClasses"/> classes.</param>
/// <param name="Comparisons">For each distance, of every two sources.</param>
public sealed record SimilarityAnalysis(int Resamples, IReadOnlyList<ClassDissimilarities> Dissimilarities, IReadOnlyList<DissimilarityComparison> Comparisons);

/// <summary>How unlike every two classes are.</summary>
/// <param name="Source">layer-1, layer-2, …, pixels or predictions.</param>
/// <param name="Distance">correlation, euclidean, cross-validated or confusion.</param>
/// <param name="Values">
/// One for each pair of classes: 0 and 1, 0 and 2, …, 1 and 2, …; null where a class has no images or no correlation. Distances but the first are divided by the number of units or pixels.
/// </param>
public sealed record ClassDissimilarities(string Source, string Distance, IReadOnlyList<double?> Values);

/// <summary>What the dissimilarities of two sources have in common, over the pairs of classes that have both.</summary>
/// <param name="Distance">The distance; that of the predictions is always confusion.</param>
/// <param name="First">One source.</param>
/// <param name="Second">The other.</param>
/// <param name="Spearman">Spearman's rank correlation; null where either is constant.</param>
/// <param name="SpearmanLower">Lower end of its 95 % interval, by resampling classes; null where there is none.</param>
/// <param name="SpearmanUpper">Upper end.</param>
/// <param name="Cosine">Cosine of the two series of dissimilarities; null where either is zero.</param>
/// <param name="CosineLower">Lower end of its interval.</param>
/// <param name="CosineUpper">Upper end.</param>
public sealed record DissimilarityComparison(
    string Distance,
    string First,
    string Second,
    double? Spearman,
    double? SpearmanLower,
    double? SpearmanUpper,
    double? Cosine,
    double? CosineLower,
    double? CosineUpper);
