namespace Engram.Labels;

/// <summary>The last layer decides alone.</summary>
internal sealed class LastLayerPrediction : PredictionRule
{
    /// <inheritdoc/>
    public override string Name => "last";

    /// <inheritdoc/>
    // Layers come in their order, so that each takes the place of the one before.
    public override void Add(ReadOnlySpan<float> goodness, Span<float> scores) => goodness.CopyTo(scores);
}
