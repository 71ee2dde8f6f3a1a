using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>Updates a layer's weights with their gradient, block by block, so that the gradient never reaches memory.</summary>
internal sealed unsafe class AdamSink(KernelTable kernels, DenseLayer layer) : ProductSink
{
    private AdamMoments _moments = null!;
    private AdamStep _step;

    /// <summary>Receives a copy of the gradient where a test asks for it.</summary>
    public Matrix? GradientCopy { get; set; }

    /// <summary>Sets what the next blocks are used with.</summary>
    public void Begin(AdamMoments moments, AdamStep step)
    {
        _moments = moments;
        _step = step;
    }

    public override void Take(Matrix block, int firstRow, int rowCount, int firstColumn, int columnCount)
    {
        for (int row = 0; row < rowCount; row++)
        {
            int input = firstRow + row;
            if (GradientCopy is { } copy)
            {
                block.PaddedRow(row)[..columnCount].CopyTo(copy.PaddedRow(input)[firstColumn..]);
            }

            kernels.Adam(
                layer.Weights.RowStart(input) + firstColumn,
                block.RowStart(row),
                _moments.WeightFirst.RowStart(input) + firstColumn,
                _moments.WeightSecond.RowStart(input) + firstColumn,
                columnCount,
                _step);
        }
    }
}
