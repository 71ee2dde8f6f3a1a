using Engram.Analysis.Representations;

namespace Engram.Analysis.Unseen;

/// <summary>How a network represents a class that it was never trained on.</summary>
/// <param name="Class">The class.</param>
/// <param name="SeenAccuracy">Share of test images of all other classes that are classified rightly among those classes; null where there are none.</param>
/// <param name="Conditions">Its test images with its own label, with none, and with the best trained label (none where no label is best): own, none, best; a classifier's plain images: none.</param>
public sealed record UnseenCategory(int Class, double? SeenAccuracy, IReadOnlyList<UnseenCondition> Conditions);

/// <summary>One way to show the images of the unseen class.</summary>
/// <param name="Name">own, none or best.</param>
/// <param name="Layers">The hidden layers, first layer first.</param>
public sealed record UnseenCondition(string Name, IReadOnlyList<UnseenLayer> Layers);

/// <summary>One layer's representation of an unseen class; ensembles by the mean-ratio rule.</summary>
public sealed record UnseenLayer
{
    /// <summary>Sparseness over the unseen class's images.</summary>
    public required SparsenessMeasures Sparseness { get; init; }

    /// <summary>Sparseness over the seen classes' images with their true labels.</summary>
    public required SparsenessMeasures SeenSparseness { get; init; }

    /// <summary>Number of units in the unseen class's ensemble.</summary>
    public required int EnsembleSize { get; init; }

    /// <summary>Mean size of the seen classes' ensembles.</summary>
    public required double SeenEnsembleSize { get; init; }

    /// <summary>Jaccard index of its ensemble with each class's, 1 at itself; null where both are empty.</summary>
    public required IReadOnlyList<double?> Overlap { get; init; }

    /// <summary>Share of its ensemble's units that belong to no seen class's ensemble; null where it has none.</summary>
    public required double? OwnShare { get; init; }

    /// <summary>Mean cosine between two of its samples; null where fewer than two are not silent.</summary>
    public required double? CosineWithin { get; init; }

    /// <summary>Mean cosine between one of its samples and a seen class's sample.</summary>
    public required double? CosineBetween { get; init; }

    /// <summary>
    /// Share of its images for which the nearest ensemble (largest mean activation) among all classes is its own, ensembles
    /// taken from one half of the images and tested on the other.
    /// </summary>
    public required double? NearestEnsembleAccuracy { get; init; }
}
