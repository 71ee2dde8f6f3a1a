namespace Engram.Kernels;

/// <summary>
/// Work space of one thread for one block of an <see cref="OuterProduct"/>. Holds zeros between uses: whoever takes the
/// sums leaves zeros behind.
/// </summary>
internal sealed class ProductBlock(int unitCount, int columnCount)
{
    /// <summary>Units that are put back at once, a multiple of 16.</summary>
    public const int OrderlyUnits = 64;

    /// <summary>The block as it is summed, [units, columns].</summary>
    public PanelMatrix Sums { get; } = new(unitCount, columnCount);

    /// <summary>
    /// Some units' sums with columns put back to their own places, where the block has them in another order; so few units that
    /// the sink finds them in the first-level cache.
    /// </summary>
    public PanelMatrix Orderly { get; } = new(OrderlyUnits, columnCount);

    /// <summary>The block as a sink of the transpose takes it, [columns, units].</summary>
    public PanelMatrix Transposed { get; } = new(columnCount, unitCount);
}
