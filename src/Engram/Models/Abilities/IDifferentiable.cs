using Engram.Layers;

namespace Engram.Models.Abilities;

/// <summary>An ability of fully connected networks whose scores have a gradient by the input.</summary>
internal interface IDifferentiable : IFullyConnected
{
    /// <summary>Their activation function.</summary>
    ActivationFunction Activation { get; }

    /// <summary>
    /// ∂/∂h of the label's score, as far as this layer's activations enter it directly: goodness, class score or logit.
    /// </summary>
    /// <param name="layerIndex">The layer.</param>
    /// <param name="label">The label.</param>
    /// <param name="activations">h of one image.</param>
    /// <param name="gradient">Receives the gradient, one value per unit.</param>
    void WriteScoreGradient(int layerIndex, int label, ReadOnlySpan<float> activations, Span<float> gradient);
}
