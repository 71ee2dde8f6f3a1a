using Engram.Products;
using Engram.Tensors;

namespace Engram.Tests.TestSupport;

/// <summary>Puts the blocks of a product together, and fails where a block breaks its contract.</summary>
internal sealed class MatrixSink(int rows, int columns) : ProductSink
{
    private readonly int[] _timesTaken = new int[rows * Matrix.Padded(columns)];

    public Matrix Product { get; } = new(rows, columns);

    public override void Take(PanelMatrix block, int firstRow, int rowCount, int firstColumn, int columnCount)
    {
        Assert.Equal((0, 0), (firstColumn % Matrix.ColumnMultiple, columnCount % Matrix.ColumnMultiple));
        for (int row = 0; row < rowCount; row++)
        {
            for (int column = 0; column < columnCount; column++)
            {
                Product.PaddedRow(firstRow + row)[firstColumn + column] = block[row, column];
                block[row, column] = 0;
                Interlocked.Increment(ref _timesTaken[((firstRow + row) * Product.Stride) + firstColumn + column]);
            }
        }
    }

    /// <summary>Fails unless every element, padding included, has come exactly once.</summary>
    public void RequireComplete() => Assert.All(_timesTaken, times => Assert.Equal(1, times));
}
