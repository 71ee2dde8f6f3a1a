using Engram.Kernels;

namespace Engram.Benchmarks.Kernels;

/// <summary>Leaves zeros behind, as every sink has to, and does nothing else.</summary>
internal sealed class EmptyingSink : ProductSink
{
    public override void Take(Matrix block, int firstRow, int rowCount, int firstColumn, int columnCount)
    {
        for (int row = 0; row < rowCount; row++)
        {
            block.PaddedRow(row)[..columnCount].Clear();
        }
    }
}
