using System.Numerics.Tensors;
using Engram.Products;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>Keeps a gradient as a whole, for parameters whose step depends on more than a block of it.</summary>
internal sealed unsafe class GradientSink(int rows, int columns) : ProductSink
{
    /// <summary>The gradient of the last product, or the sum of the last ones.</summary>
    public PanelMatrix Sum { get; } = new(rows, columns);

    /// <summary>Whether blocks are added to what is kept; otherwise they take its place.</summary>
    public bool Adds { get; set; }

    public override void Take(PanelMatrix block, int firstRow, int rowCount, int firstColumn, int columnCount)
    {
        int firstPanel = firstColumn / Matrix.ColumnMultiple;
        int length = rowCount * Matrix.ColumnMultiple;
        for (int panel = 0; panel < columnCount / Matrix.ColumnMultiple; panel++)
        {
            Span<float> gradient = new(block.PanelRow(panel, 0), length);
            Span<float> sum = new(Sum.PanelRow(firstPanel + panel, firstRow), length);
            if (Adds)
            {
                TensorPrimitives.Add(sum, gradient, sum);
            }
            else
            {
                gradient.CopyTo(sum);
            }

            gradient.Clear();
        }
    }
}
