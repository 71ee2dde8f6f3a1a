using Engram.Products;
using Engram.Tensors;

namespace Engram.Benchmarks.Kernels;

/// <summary>Leaves zeros behind, as every sink has to, and does nothing else.</summary>
internal sealed unsafe class EmptyingSink : ProductSink
{
    public override void Take(PanelMatrix block, int firstRow, int rowCount, int firstColumn, int columnCount)
    {
        for (int panel = 0; panel < columnCount / Matrix.ColumnMultiple; panel++)
        {
            new Span<float>(block.PanelRow(panel, 0), rowCount * Matrix.ColumnMultiple).Clear();
        }
    }
}
