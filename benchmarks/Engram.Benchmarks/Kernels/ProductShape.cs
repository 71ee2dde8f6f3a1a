namespace Engram.Benchmarks.Kernels;

/// <summary>Sizes of a product x·W and of the two that belong to its gradient.</summary>
/// <param name="Rows">Samples.</param>
/// <param name="Inner">Inputs.</param>
/// <param name="Columns">Units.</param>
public sealed record ProductShape(int Rows, int Inner, int Columns)
{
    public override string ToString() => $"{Rows}x{Inner}x{Columns}";

    /// <summary>Bytes of the three matrices, each once.</summary>
    public double Bytes => sizeof(float) * (((double)Rows * Inner) + ((double)Inner * Columns) + ((double)Rows * Columns));
}
