using Engram.Kernels;
using Engram.Optimizers;
using Engram.Products;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>Updates a layer's weights with their gradient, block by block, so that the gradient never reaches memory.</summary>
internal sealed unsafe class OptimizerSink(KernelTable kernels) : ProductSink
{
    private ParameterSlots _weights = null!;
    private OptimizerStep _step;

    /// <summary>Receives a copy of the gradient where a test asks for it.</summary>
    public PanelMatrix? GradientCopy { get; set; }

    /// <summary>Sets what the next blocks are used with.</summary>
    public void Begin(ParameterSlots weights, OptimizerStep step)
    {
        _weights = weights;
        _step = step;
    }

    public override void Take(PanelMatrix block, int firstRow, int rowCount, int firstColumn, int columnCount)
    {
        int firstPanel = firstColumn / Matrix.ColumnMultiple;
        int length = rowCount * Matrix.ColumnMultiple;
        for (int panel = 0; panel < columnCount / Matrix.ColumnMultiple; panel++)
        {
            float* gradient = block.PanelRow(panel, 0);
            if (GradientCopy is { } copy)
            {
                new ReadOnlySpan<float>(gradient, length).CopyTo(new Span<float>(copy.PanelRow(firstPanel + panel, firstRow), length));
            }

            _weights.Update(kernels, _step, firstPanel + panel, firstRow, gradient, length);
        }
    }
}
