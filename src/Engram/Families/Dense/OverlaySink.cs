using Engram.Kernels;
using Engram.Labels;
using Engram.Products;
using Engram.Tensors;

namespace Engram.Families.Dense;

/// <summary>
/// Adds to the gradient from an image's other pixels what its label inputs and its background contribute: one row per
/// label, and the same row times the background's value for every input.
/// </summary>
internal sealed unsafe class OverlaySink(
    KernelTable kernels,
    LabelOverlay overlay,
    Matrix background,
    Matrix labelSums) : ProductSink
{
    /// <summary>Takes the finished blocks; set before each product.</summary>
    public ProductSink Next { get; set; } = null!;

    public override void Take(PanelMatrix block, int firstRow, int rowCount, int firstColumn, int columnCount)
    {
        Span<float> backgroundOfInput = background.Row(0);
        for (int row = 0; row < rowCount; row++)
        {
            int input = firstRow + row;
            PanelRows gradient = block.From(0).From(row);
            int label = overlay.LabelOf(input);
            if (label < overlay.ClassCount)
            {
                Add(overlay.Value, label, gradient, firstColumn, columnCount);
            }
            else if (backgroundOfInput[input] != 0)
            {
                Add(backgroundOfInput[input], overlay.ClassCount, gradient, firstColumn, columnCount);
            }
        }

        Next.Take(block, firstRow, rowCount, firstColumn, columnCount);
    }

    private void Add(float scale, int sumRow, in PanelRows gradient, int firstColumn, int columnCount) =>
        kernels.AccumulateRow(&scale, &sumRow, 1, labelSums.From(firstColumn), gradient, columnCount, accumulate: true);
}
