using Engram.Tensors;

namespace Engram.Models.Spikes;

/// <summary>What drives a layer, and when its units fire.</summary>
/// <param name="InputEvents">For each image, the events that come in: spikes, or inputs that are not zero.</param>
/// <param name="IsDrivenBySpikes">Whether they are spikes, so that weights are added and none is multiplied.</param>
/// <param name="Spikes">Who fires when; valid until the next images are shown.</param>
internal readonly record struct LayerSpikes(IReadOnlyList<int> InputEvents, bool IsDrivenBySpikes, SpikeTrains Spikes);
