namespace Engram.Kernels;

/// <summary>Transposes tile by tile.</summary>
internal static unsafe class Transposition
{
    private const int Tile = 16;

    /// <summary>destination[c, r] = source[r, c] for some rows of the source.</summary>
    public static void Copy(Matrix source, int firstRow, int rowCount, Matrix destination)
    {
        for (int row = firstRow; row < firstRow + rowCount; row += Tile)
        {
            int rows = Math.Min(Tile, firstRow + rowCount - row);
            for (int column = 0; column < source.Columns; column++)
            {
                float* from = source.RowStart(row) + column;
                float* to = destination.RowStart(column) + row;
                for (int index = 0; index < rows; index++)
                {
                    to[index] = *from;
                    from += source.Stride;
                }
            }
        }
    }

    /// <summary>destination[c, r] = source[r, c], and zeros where the source was.</summary>
    /// <param name="source">The matrix to empty.</param>
    /// <param name="rowCount">Its rows to move.</param>
    /// <param name="destination">Receives the transpose.</param>
    /// <param name="columnCount">Columns of the source to move.</param>
    public static void Move(Matrix source, int rowCount, Matrix destination, int columnCount)
    {
        for (int row = 0; row < rowCount; row += Tile)
        {
            int rows = Math.Min(Tile, rowCount - row);
            for (int column = 0; column < columnCount; column++)
            {
                float* from = source.RowStart(row) + column;
                float* to = destination.RowStart(column) + row;
                for (int index = 0; index < rows; index++)
                {
                    to[index] = *from;
                    from += source.Stride;
                }
            }

            for (int index = 0; index < rows; index++)
            {
                source.PaddedRow(row + index).Clear();
            }
        }
    }
}
