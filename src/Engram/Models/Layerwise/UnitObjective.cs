namespace Engram.Models.Layerwise;

/// <summary>An objective of the units of a fully connected layer, whose scores have a gradient that an analysis can ask for.</summary>
internal abstract class UnitObjective : LayerObjective
{
    /// <summary>∂score/∂activations of one image.</summary>
    /// <param name="label">The label whose score it is.</param>
    /// <param name="activations">The layer's activations.</param>
    /// <param name="gradient">Receives the gradient.</param>
    public abstract void WriteScoreGradient(int label, ReadOnlySpan<float> activations, Span<float> gradient);
}
