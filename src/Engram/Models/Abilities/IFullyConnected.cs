using Engram.Labels;
using Engram.Layers;

namespace Engram.Models.Abilities;

/// <summary>An ability of networks whose hidden layers are fully connected, for analyses that go through weights.</summary>
internal interface IFullyConnected
{
    /// <summary>The hidden layers, first layer first.</summary>
    IReadOnlyList<DenseLayer> Layers { get; }

    /// <summary>What the weights of the first layer see at once: an image with its label in it, or a time step of that.</summary>
    LabelOverlay InputOverlay { get; }

    /// <summary>What they see of an image; where that changes with time, its mean.</summary>
    /// <param name="image">The normalized image with its label in it.</param>
    /// <param name="inputs">Receives one number for each weight of a unit.</param>
    void WriteInputs(ReadOnlySpan<float> image, Span<float> inputs) => image.CopyTo(inputs);
}
