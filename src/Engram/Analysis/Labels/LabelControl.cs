using Engram.Analysis.Representations;

namespace Engram.Analysis.Labels;

/// <summary>
/// How much of the ensembles the overlaid label alone explains: the same images with their true label, without one, with
/// a wrong label, and each label without an image.
/// </summary>
/// <param name="Conditions">In this order: true, none, wrong, label-only.</param>
public sealed record LabelControl(IReadOnlyList<LabelCondition> Conditions);

/// <summary>One way to show labels.</summary>
/// <param name="Name">true, none, wrong or label-only.</param>
/// <param name="Layers">The hidden layers, first layer first.</param>
public sealed record LabelCondition(string Name, IReadOnlyList<LabelConditionLayer> Layers);

/// <summary>One layer under one condition; ensembles by the mean-ratio rule; null where nothing can be compared.</summary>
public sealed record LabelConditionLayer
{
    /// <summary>Sparseness over all shown inputs.</summary>
    public required SparsenessMeasures Sparseness { get; init; }

    /// <summary>Size of each class's ensemble, inputs grouped by image class (label-only: by label).</summary>
    public required IReadOnlyList<int> EnsembleSizes { get; init; }

    /// <summary>Mean Jaccard index with the true-label ensembles, inputs grouped by the class of their image.</summary>
    public required double? OverlapByImage { get; init; }

    /// <summary>Mean Jaccard index with the true-label ensembles, inputs grouped by the label they carry; null without labels.</summary>
    public required double? OverlapByLabel { get; init; }

    /// <summary>Share of inputs whose strongest true-label ensemble (largest mean activation) is that of their image's class.</summary>
    public required double? DecodedImage { get; init; }

    /// <summary>Share of inputs whose strongest true-label ensemble is that of the label they carry; null without labels.</summary>
    public required double? DecodedLabel { get; init; }
}
