using Engram.Layers;

namespace Engram.Models;

/// <summary>An ability of networks whose hidden layers are fully connected, for analyses that go through weights.</summary>
internal interface IFullyConnected
{
    /// <summary>The hidden layers, first layer first.</summary>
    IReadOnlyList<DenseLayer> Layers { get; }

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
