using Engram.Products;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>Keeps a gradient as a whole, for parameters whose step depends on more than a block of it.</summary>
internal sealed unsafe class GradientSink(int rows, int columns) : ProductSink
{
    /// <summary>The gradient of the last product.</summary>
    public PanelMatrix Sum { get; } = new(rows, columns);

    public override void Take(PanelMatrix block, int firstRow, int rowCount, int firstColumn, int columnCount)
    {
        int firstPanel = firstColumn / Matrix.ColumnMultiple;
        int length = rowCount * Matrix.ColumnMultiple;
        for (int panel = 0; panel < columnCount / Matrix.ColumnMultiple; panel++)
        {
            Span<float> gradient = new(block.PanelRow(panel, 0), length);
            gradient.CopyTo(new Span<float>(Sum.PanelRow(firstPanel + panel, firstRow), length));
            gradient.Clear();
        }
    }
}
