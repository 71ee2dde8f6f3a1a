namespace Engram.Training;

/// <summary>What one epoch of training showed, averaged over its samples. One row of metrics.csv.</summary>
public sealed record EpochMetrics
{
    /// <summary>0-based index of the layer, or null for a model that is trained as a whole.</summary>
    public required int? LayerIndex { get; init; }

    /// <summary>0-based index of the epoch within the layer's training.</summary>
    public required int EpochIndex { get; init; }

    /// <summary>Mean loss over positives and negatives, each at the weights of its step.</summary>
    public required double Loss { get; init; }

    /// <summary>Mean goodness of the positive samples.</summary>
    public required double PositiveGoodness { get; init; }

    /// <summary>Mean goodness of the negative samples.</summary>
    public required double NegativeGoodness { get; init; }

    /// <summary>Share of units above zero, over the positive samples.</summary>
    public required double ActiveFraction { get; init; }

    /// <summary>Positive samples for which no unit of the layer was above zero.</summary>
    public required int SilentSamples { get; init; }

    /// <summary>Units that were above zero for no sample of the epoch, positive or negative.</summary>
    public required int DeadUnits { get; init; }

    /// <summary>Wall-clock time of the epoch in seconds; the only value that two equal runs do not share.</summary>
    public required double Seconds { get; init; }
}
