namespace Engram.Analysis;

/// <summary>Activations of a few images of every class, sorted by class: what a wall plot shows.</summary>
/// <param name="Labels">True label of every image, ascending.</param>
/// <param name="UnitCounts">Units of each layer.</param>
/// <param name="Layers">Activations of each layer, [images × units].</param>
internal sealed record WallSample(IReadOnlyList<int> Labels, IReadOnlyList<int> UnitCounts, IReadOnlyList<float[]> Layers);
