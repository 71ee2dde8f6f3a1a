using Engram.Tensors;

namespace Engram.Products;

/// <summary>Takes a product block by block, while each is still in the cache of the thread that made it.</summary>
internal abstract class ProductSink
{
    /// <summary>Takes product[firstRow + r, firstColumn + c] = block[r, c] and leaves zeros in the block.</summary>
    /// <param name="block">The block; also called from several threads with blocks of their own.</param>
    /// <param name="firstRow">First row of the product.</param>
    /// <param name="rowCount">Rows of the block in use.</param>
    /// <param name="firstColumn">First column of the product, a multiple of 16.</param>
    /// <param name="columnCount">Columns of the block in use, padding included, a multiple of 16.</param>
    public abstract void Take(PanelMatrix block, int firstRow, int rowCount, int firstColumn, int columnCount);
}
