using System.Text.Json.Serialization;
using Engram.Analysis.Representations;

namespace Engram.Analysis.Epochs;

/// <summary>A layer at a moment of the training.</summary>
internal sealed record LayerMoment
{
    /// <summary>0-based index of the layer.</summary>
    public required int LayerIndex { get; init; }

    /// <summary>Epochs that the layer had trained; null for the finished network.</summary>
    public required int? Epoch { get; init; }

    /// <summary>Share of images that the network classifies rightly as far as it was trained: up to this layer, and the finished one as a whole.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The same for each class; null for a class without images.</summary>
    public required IReadOnlyList<double?> ClassAccuracy { get; init; }

    /// <summary>What the layer shows of the images that the network then classified rightly.</summary>
    public required MomentRepresentation Correct { get; init; }

    /// <summary>What it shows of all images.</summary>
    public required MomentRepresentation All { get; init; }
}

/// <summary>What a layer shows of some images at a moment of the training; ensembles are those of the paper's rule, mean-ratio.</summary>
internal sealed record MomentRepresentation
{
    /// <summary>Images of each class.</summary>
    public required IReadOnlyList<int> ClassCounts { get; init; }

    /// <summary>Sparseness over all images.</summary>
    public required SparsenessMeasures Sparseness { get; init; }

    /// <summary>Sparseness over the images of each class.</summary>
    public required IReadOnlyList<SparsenessMeasures> ClassSparseness { get; init; }

    /// <summary>Units that none of the images activates.</summary>
    public required int DeadUnits { get; init; }

    /// <summary>Units of each class's ensemble, ascending.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Ensembles { get; init; }

    /// <summary>Jaccard index of each class's ensemble and that in the finished network; null where both are empty.</summary>
    public required IReadOnlyList<double?> OverlapWithFinal { get; init; }

    /// <summary>Mean Jaccard index of the ensembles of two classes; null where all are empty.</summary>
    public required double? OverlapBetweenClasses { get; init; }

    /// <summary>Mean class selectivity of the units that are active for some image.</summary>
    public required double? ClassSelectivity { get; init; }

    /// <summary>Mean informedness of the same units, each about the class that it prefers.</summary>
    public required double? Informedness { get; init; }

    /// <summary>Mean activation of every unit over the images of a class, [class × units].</summary>
    [JsonIgnore]
    public float[] ClassMeans { get; init; } = [];

    /// <summary>Share of the images that activate each unit.</summary>
    [JsonIgnore]
    public float[] ActiveShares { get; init; } = [];
}
