using Engram.Analysis.Ensembles;
using Engram.Analysis.Representations;
using Engram.Analysis.Selectivity;

namespace Engram.Analysis;

/// <summary>What the hidden layers show on a set of images.</summary>
public sealed record RepresentationAnalysis
{
    /// <summary>Number of images.</summary>
    public required int SampleCount { get; init; }

    /// <summary>Number of images of each class.</summary>
    public required IReadOnlyList<int> ClassCounts { get; init; }

    /// <summary>The hidden layers, first layer first.</summary>
    public required IReadOnlyList<LayerRepresentation> Layers { get; init; }
}

/// <summary>What one hidden layer shows on a set of images.</summary>
public sealed record LayerRepresentation
{
    /// <summary>Number of units.</summary>
    public required int UnitCount { get; init; }

    /// <summary>Sparseness over all images.</summary>
    public required SparsenessMeasures Sparseness { get; init; }

    /// <summary>Sparseness over the images of each class.</summary>
    public required IReadOnlyList<SparsenessMeasures> ClassSparseness { get; init; }

    /// <summary>Mean activation of every unit over the images of a class, [class][unit].</summary>
    public required IReadOnlyList<IReadOnlyList<float>> ClassMeans { get; init; }

    /// <summary>The ensembles that each rule finds, in the order of the rules' table.</summary>
    public required IReadOnlyList<EnsembleSet> Ensembles { get; init; }

    /// <summary>How far every two rules agree.</summary>
    public required IReadOnlyList<RuleAgreement> Agreement { get; init; }

    /// <summary>How its units are tuned to classes; null in documents of earlier versions.</summary>
    public LayerTuning? Tuning { get; init; }
}
