using System.Numerics.Tensors;

namespace Engram.Labels;

/// <summary>Goodness itself is summed over layers.</summary>
internal sealed class SumPrediction : PredictionRule
{
    /// <inheritdoc/>
    public override string Name => "sum";

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> goodness, Span<float> scores) => TensorPrimitives.Add(scores, goodness, scores);
}
