using Engram.Tensors;

namespace Engram.Products;

/// <summary>
/// Work space of one thread for one block of an <see cref="OuterProduct"/>. Holds zeros between uses: whoever takes the
/// sums leaves zeros behind.
/// </summary>
internal sealed class ProductBlock(int unitCount, int columnCount)
{
    /// <summary>The block as it is summed, [units, columns].</summary>
    public PanelMatrix Sums { get; } = new(unitCount, columnCount);

    /// <summary>The block as a sink of the transpose takes it, [columns, units].</summary>
    public PanelMatrix Transposed { get; } = new(columnCount, unitCount);
}
