using Engram.Analysis.Assemblies;
using Engram.Analysis.Geometry;
using Engram.Analysis.Labels;
using Engram.Analysis.Predictions;
using Engram.Analysis.Similarity;
using Engram.Analysis.Spikes;
using Engram.Analysis.Statistics;
using Engram.Analysis.Unseen;
using Engram.Analysis.Weights;

namespace Engram.Analysis;

/// <summary>
/// All that is measured on one trained network and one set of test images. Numbers only, no images and no activations, so
/// that it fits into a JSON document; wall.npz holds the activations that a wall plot shows.
/// </summary>
public sealed record NetworkAnalysis
{
    /// <summary>Name of the trained model: ff, bp-ff or bp.</summary>
    public required string Model { get; init; }

    /// <summary>Name of the data set whose test images were shown.</summary>
    public required string Data { get; init; }

    /// <summary>Hash of these images and their labels; null in documents of earlier versions.</summary>
    public string? DataFingerprint { get; init; }

    /// <summary>What each label means, in order of the label.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Share of images classified rightly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Share of images classified rightly, class by class; null for a class without images.</summary>
    public required IReadOnlyList<double?> ClassAccuracy { get; init; }

    /// <summary>
    /// Images of each class that are predicted to be of each class, [class][predicted class]; images without a prediction are in none. Empty for more than
    /// <see cref="ClassPairs.MostClasses"/> classes; null in documents of earlier versions.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>>? Confusion { get; init; }

    /// <summary>Representations of the correctly classified images, as in the paper.</summary>
    public required RepresentationAnalysis Correct { get; init; }

    /// <summary>Representations of all images.</summary>
    public required RepresentationAnalysis All { get; init; }

    /// <summary>Cosine similarity of the mean images of two classes, in brightness, [class][class]; null where one has no images, or black ones only. Empty for more than <see cref="ClassPairs.MostClasses"/> classes.</summary>
    public required IReadOnlyList<IReadOnlyList<double?>> PixelSimilarity { get; init; }

    /// <summary>Which classes are alike, in layers, images and predictions; null in documents of earlier versions.</summary>
    public SimilarityAnalysis? Similarity { get; init; }

    /// <summary>How activations lie in the space of the units; null in documents of earlier versions.</summary>
    public GeometryAnalysis? Geometry { get; init; }

    /// <summary>Assemblies found without labels; null in documents of earlier versions.</summary>
    public AssemblyAnalysis? Assemblies { get; init; }

    /// <summary>Excitation and inhibition within each layer.</summary>
    public required IReadOnlyList<LayerWeights> Weights { get; init; }

    /// <summary>Weights from ensembles to ensembles, one per pair of consecutive layers.</summary>
    public required IReadOnlyList<EnsembleConnections> Connections { get; init; }

    /// <summary>How goodness is distributed, layer by layer; empty for a network without labels in its input.</summary>
    public required IReadOnlyList<GoodnessDistribution> Goodness { get; init; }

    /// <summary>What is left of the ensembles when the label changes; null for a network without labels in its input.</summary>
    public LabelControl? LabelControl { get; init; }

    /// <summary>When units fire; null for a network whose units do not.</summary>
    public SpikeAnalysis? Spikes { get; init; }

    /// <summary>How a class that was left out of the training is represented; null where all classes were trained.</summary>
    public UnseenCategory? UnseenCategory { get; init; }

    /// <summary>What inputs the summed goodness (for a classifier: the class's logit) depends on.</summary>
    public required Saliency Saliency { get; init; }
}
