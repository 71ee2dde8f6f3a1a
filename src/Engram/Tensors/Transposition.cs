using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Engram.Tensors;

/// <summary>Transposes panel by panel: 16 rows of a panel are 16 values of each of 16 rows.</summary>
internal static unsafe class Transposition
{
    private const int Tile = Matrix.ColumnMultiple;

    private const int Square = 8;

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

    /// <summary>destination[c, r] = source[r, c] for a block anywhere in two matrices of rows.</summary>
    /// <param name="source">The block's first number.</param>
    /// <param name="sourceStride">Floats from one of its rows to the next.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="destination">Where its first number goes.</param>
    /// <param name="destinationStride">Floats from one row of the transpose to the next.</param>
    /// <param name="columns">Its columns.</param>
    public static void CopyBlock(float* source, nint sourceStride, int rows, float* destination, nint destinationStride, int columns)
    {
        if (!Avx.IsSupported || rows < Square || columns < Square)
        {
            CopyNumbers(source, sourceStride, rows, destination, destinationStride, columns);
            return;
        }

        // The last squares lie over the ones before them where no whole one is left.
        for (int row = 0; row < rows; row += Square)
        {
            int firstRow = Math.Min(row, rows - Square);
            for (int column = 0; column < columns; column += Square)
            {
                int firstColumn = Math.Min(column, columns - Square);
                CopySquare(
                    source + (firstRow * sourceStride) + firstColumn, sourceStride, destination + (firstColumn * destinationStride) + firstRow, destinationStride);
            }
        }
    }

    private static void CopyTile(float* source, int rows, float* destination, int columns)
    {
        if (Avx.IsSupported && rows == Tile && columns == Tile)
        {
            CopySquare(source, Tile, destination, Tile);
            CopySquare(source + Square, Tile, destination + (Square * Tile), Tile);
            CopySquare(source + (Square * Tile), Tile, destination + Square, Tile);
            CopySquare(source + (Square * Tile) + Square, Tile, destination + (Square * Tile) + Square, Tile);
            return;
        }

        CopyNumbers(source, Tile, rows, destination, Tile, columns);
    }

    private static void CopyNumbers(float* source, nint sourceStride, int rows, float* destination, nint destinationStride, int columns)
    {
        for (int column = 0; column < columns; column++)
        {
            float* from = source + column;
            float* to = destination + (column * destinationStride);
            for (int row = 0; row < rows; row++)
            {
                to[row] = *from;
                from += sourceStride;
            }
        }
    }

    // 8 x 8: pairs of values, then pairs of pairs, then halves of vectors change places.
    private static void CopySquare(float* source, nint sourceStride, float* destination, nint destinationStride)
    {
        Vector256<float> a = Vector256.Load(source);
        Vector256<float> b = Vector256.Load(source + sourceStride);
        Vector256<float> c = Vector256.Load(source + (2 * sourceStride));
        Vector256<float> d = Vector256.Load(source + (3 * sourceStride));
        Vector256<float> e = Vector256.Load(source + (4 * sourceStride));
        Vector256<float> f = Vector256.Load(source + (5 * sourceStride));
        Vector256<float> g = Vector256.Load(source + (6 * sourceStride));
        Vector256<float> h = Vector256.Load(source + (7 * sourceStride));
        (a, b) = (Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b));
        (c, d) = (Avx.UnpackLow(c, d), Avx.UnpackHigh(c, d));
        (e, f) = (Avx.UnpackLow(e, f), Avx.UnpackHigh(e, f));
        (g, h) = (Avx.UnpackLow(g, h), Avx.UnpackHigh(g, h));
        (a, c) = (Avx.Shuffle(a, c, 0x44), Avx.Shuffle(a, c, 0xee));
        (b, d) = (Avx.Shuffle(b, d, 0x44), Avx.Shuffle(b, d, 0xee));
        (e, g) = (Avx.Shuffle(e, g, 0x44), Avx.Shuffle(e, g, 0xee));
        (f, h) = (Avx.Shuffle(f, h, 0x44), Avx.Shuffle(f, h, 0xee));
        Avx.Permute2x128(a, e, 0x20).Store(destination);
        Avx.Permute2x128(c, g, 0x20).Store(destination + destinationStride);
        Avx.Permute2x128(b, f, 0x20).Store(destination + (2 * destinationStride));
        Avx.Permute2x128(d, h, 0x20).Store(destination + (3 * destinationStride));
        Avx.Permute2x128(a, e, 0x31).Store(destination + (4 * destinationStride));
        Avx.Permute2x128(c, g, 0x31).Store(destination + (5 * destinationStride));
        Avx.Permute2x128(b, f, 0x31).Store(destination + (6 * destinationStride));
        Avx.Permute2x128(d, h, 0x31).Store(destination + (7 * destinationStride));
    }
}
