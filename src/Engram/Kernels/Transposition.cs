namespace Engram.Kernels;

/// <summary>Transposes panel by panel: 16 rows of a panel are 16 values of each of 16 rows.</summary>
internal static unsafe class Transposition
{
    private const int Tile = Matrix.ColumnMultiple;

    /// <summary>destination[c, r] = source[r, c] for some rows of the source.</summary>
    /// <param name="source">The matrix.</param>
    /// <param name="firstRow">First of its rows to copy, a multiple of 16.</param>
    /// <param name="rowCount">Number of its rows to copy.</param>
    /// <param name="destination">Receives the transpose.</param>
    public static void Copy(PanelMatrix source, int firstRow, int rowCount, PanelMatrix destination)
    {
        for (int panel = 0; panel < source.PanelCount; panel++)
        {
            int columns = Math.Min(Tile, source.Columns - (panel * Tile));
            for (int row = firstRow; row < firstRow + rowCount; row += Tile)
            {
                CopyTile(source.PanelRow(panel, row), Math.Min(Tile, firstRow + rowCount - row), destination.PanelRow(row / Tile, panel * Tile), columns);
            }
        }
    }

    /// <summary>destination[c, r] = source[r, c], and zeros where the source was.</summary>
    /// <param name="source">The matrix to empty.</param>
    /// <param name="rowCount">Its rows to move.</param>
    /// <param name="destination">Receives the transpose.</param>
    /// <param name="columnCount">Columns of the source to move; all columns of those rows become zero.</param>
    public static void Move(PanelMatrix source, int rowCount, PanelMatrix destination, int columnCount)
    {
        for (int panel = 0; panel * Tile < columnCount; panel++)
        {
            int columns = Math.Min(Tile, columnCount - (panel * Tile));
            for (int row = 0; row < rowCount; row += Tile)
            {
                CopyTile(source.PanelRow(panel, row), Math.Min(Tile, rowCount - row), destination.PanelRow(row / Tile, panel * Tile), columns);
            }

            new Span<float>(source.PanelRow(panel, 0), rowCount * Tile).Clear();
        }
    }

    private static void CopyTile(float* source, int rows, float* destination, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            float* from = source + column;
            float* to = destination + (column * Tile);
            for (int row = 0; row < rows; row++)
            {
                to[row] = *from;
                from += Tile;
            }
        }
    }
}
