using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>Updates a layer's weights with their gradient, block by block, so that the gradient never reaches memory.</summary>
internal sealed unsafe class AdamSink(KernelTable kernels, DenseLayer layer) : ProductSink
{
    private AdamMoments _moments = null!;
    private AdamStep _step;

    /// <summary>Receives a copy of the gradient where a test asks for it.</summary>
    public PanelMatrix? GradientCopy { get; set; }

    /// <summary>Sets what the next blocks are used with.</summary>
    public void Begin(AdamMoments moments, AdamStep step)
    {
        _moments = moments;
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

            kernels.Adam(
                layer.Weights.PanelRow(firstPanel + panel, firstRow),
                gradient,
                _moments.WeightFirst.PanelRow(firstPanel + panel, firstRow),
                _moments.WeightSecond.PanelRow(firstPanel + panel, firstRow),
                length,
                _step);
        }
    }
}
