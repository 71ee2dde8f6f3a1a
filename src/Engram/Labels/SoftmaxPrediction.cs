namespace Engram.Labels;

/// <summary>A layer's softmax over the labels is summed over layers: the paper's rule.</summary>
internal sealed class SoftmaxPrediction : PredictionRule
{
    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    public override void Add(ReadOnlySpan<float> goodness, Span<float> scores)
    {
        float largest = float.NegativeInfinity;
        foreach (float value in goodness)
        {
            largest = MathF.Max(largest, value);
        }

        float sum = 0;
        foreach (float value in goodness)
        {
            sum += MathF.Exp(value - largest);
        }

        for (int label = 0; label < goodness.Length; label++)
        {
            scores[label] += MathF.Exp(goodness[label] - largest) / sum;
        }
    }
}
