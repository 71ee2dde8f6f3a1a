using Engram.Layers;

namespace Engram.Models.Abilities;

/// <summary>An ability of networks whose hidden layers are fully connected, for analyses that go through weights.</summary>
internal interface IFullyConnected
{
    /// <summary>The hidden layers, first layer first.</summary>
    IReadOnlyList<DenseLayer> Layers { get; }
}
