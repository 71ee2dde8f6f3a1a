namespace Engram.Benchmarks.Unions;

/// <summary>How many units a tile of neighbouring samples has to walk.</summary>
/// <param name="Layer">1-based number of the layer.</param>
/// <param name="Epoch">1-based epoch after which it was measured.</param>
/// <param name="Samples"><c>positive</c> or <c>negative</c>.</param>
/// <param name="Order"><c>true label</c> as batches are ordered in training, <c>overlaid label</c>, <c>true, then overlaid label</c>, or <c>none</c>.</param>
/// <param name="TileSize">Neighbours whose active units are united; 1 is a sample by itself.</param>
/// <param name="Share">Share of the layer's units in the union, mean over tiles.</param>
public sealed record UnionRow(int Layer, int Epoch, string Samples, string Order, int TileSize, double Share);
