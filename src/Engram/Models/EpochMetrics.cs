using Engram.Models;

namespace Engram;

/// <summary>What one epoch of training showed, averaged over its samples. One row of metrics.csv.</summary>
public sealed record EpochMetrics
{
    /// <summary>0-based index of the layer, or null for a model that is trained as a whole.</summary>
    public required int? LayerIndex { get; init; }

    /// <summary>0-based index of the epoch within the layer's training.</summary>
    public required int EpochIndex { get; init; }

    /// <summary>Mean loss over positives and negatives, or over images, each at the weights of its step.</summary>
    public required double Loss { get; init; }

    /// <summary>Mean goodness of the positive samples; summed over the layers of a model that is trained as a whole.</summary>
    public required double PositiveGoodness { get; init; }

    /// <summary>Mean goodness of the negative samples, likewise; null for a model without negatives.</summary>
    public required double? NegativeGoodness { get; init; }

    /// <summary>Share of units above zero, over the positive samples.</summary>
    public required double ActiveFraction { get; init; }

    /// <summary>
    /// Positive samples for which no unit of the layer was above zero; for a model that is trained as a whole, of the layer
    /// that has the most of them.
    /// </summary>
    public required int SilentSamples { get; init; }

    /// <summary>Units that were above zero for no sample of the epoch, positive or negative.</summary>
    public required int DeadUnits { get; init; }

    /// <summary>
    /// Share of the validation images that the network up to this layer classifies rightly after the epoch, or the whole network where it is trained as
    /// a whole; null without validation images.
    /// </summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>Wall-clock time of the epoch in seconds; the only value that two equal runs do not share.</summary>
    public required double Seconds { get; init; }

    /// <summary>Activity of each layer of a model that is trained as a whole; empty for one that is trained layer by layer.</summary>
    public IReadOnlyList<LayerActivityMetrics> Layers { get; init; } = [];

    /// <summary>Whether all values are equal, those of the layers included.</summary>
    public bool Equals(EpochMetrics? other) =>
        other is not null && Values.Equals(other.Values) && Layers.SequenceEqual(other.Layers);

    /// <inheritdoc/>
    public override int GetHashCode() => Values.GetHashCode();

    private (int?, int, double, double, double?, double, int, int, double?, double) Values =>
        (LayerIndex, EpochIndex, Loss, PositiveGoodness, NegativeGoodness, ActiveFraction, SilentSamples, DeadUnits, ValidationAccuracy, Seconds);
}
