using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engram.Threading;

namespace Engram.Analysis.Geometry;

/// <summary>Writes a row of numbers.</summary>
internal delegate void RowWriter(int row, Span<double> destination);

/// <summary>
/// Sums of products over rows, Σ_r a[r, i] · b[r, j] for all i and j, in double precision. Rows are written when they are needed, a block at a time. Each sum
/// is one chain of fused multiply-adds in the order of the rows, whatever the threads and the width of the processor's registers.
/// </summary>
internal static class ProductSums
{
    private const int RowsPerBlock = 128;
    private const int TileHeight = 4;
    private const int TileWidth = 8;

    /// <summary>The sums, [a's columns][b's columns].</summary>
    /// <param name="rowCount">Rows of both.</param>
    /// <param name="firstWidth">Columns of a.</param>
    /// <param name="first">Writes a row of a.</param>
    /// <param name="secondWidth">Columns of b.</param>
    /// <param name="second">Writes a row of b.</param>
    /// <param name="workers">Threads; rows of a block are written on all of them.</param>
    public static double[][] Of(int rowCount, int firstWidth, RowWriter first, int secondWidth, RowWriter second, WorkerPool workers)
    {
        Block a = new(firstWidth), b = new(secondWidth);
        return Sum(rowCount, a, b, workers, row =>
        {
            first(row, a.Row(row));
            second(row, b.Row(row));
        });
    }

    /// <summary>The sums of all products of two columns of one matrix, which are symmetric.</summary>
    public static double[][] OfItself(int rowCount, int width, RowWriter rows, WorkerPool workers)
    {
        Block a = new(width);
        double[][] sums = Sum(rowCount, a, a, workers, row => rows(row, a.Row(row)));
        for (int i = 0; i < width; i++)
        {
            for (int j = 0; j < i; j++)
            {
                sums[i][j] = sums[j][i];
            }
        }

        return sums;
    }

    private static double[][] Sum(int rowCount, Block a, Block b, WorkerPool workers, Action<int> write)
    {
        double[] sums = new double[a.Stride * b.Stride];
        bool isSymmetric = ReferenceEquals(a, b);
        for (int start = 0; start < rowCount; start += RowsPerBlock)
        {
            (int first, int count) = (start, Math.Min(RowsPerBlock, rowCount - start));
            workers.Run(count, row => write(first + row));
            workers.Run((a.Width + TileHeight - 1) / TileHeight, strip =>
            {
                int top = strip * TileHeight;
                for (int left = isSymmetric ? top / TileWidth * TileWidth : 0; left < b.Width; left += TileWidth)
                {
                    AddTile(a, top, b, left, count, ref sums[(top * b.Stride) + left]);
                }
            });
        }

        return [.. Enumerable.Range(0, a.Width).Select(i => sums.AsSpan(i * b.Stride, b.Width).ToArray())];
    }

    private static void AddTile(Block first, int top, Block second, int left, int rowCount, ref double sums)
    {
        ref double a = ref first.At(top);
        ref double b = ref second.At(left);
        nuint aStride = (nuint)first.Stride, bStride = (nuint)second.Stride;
        Vector256<double> s00 = Vector256.LoadUnsafe(ref sums), s01 = Vector256.LoadUnsafe(ref sums, 4);
        Vector256<double> s10 = Vector256.LoadUnsafe(ref sums, bStride), s11 = Vector256.LoadUnsafe(ref sums, bStride + 4);
        Vector256<double> s20 = Vector256.LoadUnsafe(ref sums, 2 * bStride), s21 = Vector256.LoadUnsafe(ref sums, (2 * bStride) + 4);
        Vector256<double> s30 = Vector256.LoadUnsafe(ref sums, 3 * bStride), s31 = Vector256.LoadUnsafe(ref sums, (3 * bStride) + 4);
        for (nuint row = 0; row < (nuint)rowCount; row++)
        {
            Vector256<double> b0 = Vector256.LoadUnsafe(ref b, row * bStride), b1 = Vector256.LoadUnsafe(ref b, (row * bStride) + 4);
            Vector256<double> a0 = Vector256.Create(Unsafe.Add(ref a, row * aStride));
            s00 = Vector256.FusedMultiplyAdd(a0, b0, s00);
            s01 = Vector256.FusedMultiplyAdd(a0, b1, s01);
            Vector256<double> a1 = Vector256.Create(Unsafe.Add(ref a, (row * aStride) + 1));
            s10 = Vector256.FusedMultiplyAdd(a1, b0, s10);
            s11 = Vector256.FusedMultiplyAdd(a1, b1, s11);
            Vector256<double> a2 = Vector256.Create(Unsafe.Add(ref a, (row * aStride) + 2));
            s20 = Vector256.FusedMultiplyAdd(a2, b0, s20);
            s21 = Vector256.FusedMultiplyAdd(a2, b1, s21);
            Vector256<double> a3 = Vector256.Create(Unsafe.Add(ref a, (row * aStride) + 3));
            s30 = Vector256.FusedMultiplyAdd(a3, b0, s30);
            s31 = Vector256.FusedMultiplyAdd(a3, b1, s31);
        }

        s00.StoreUnsafe(ref sums);
        s01.StoreUnsafe(ref sums, 4);
        s10.StoreUnsafe(ref sums, bStride);
        s11.StoreUnsafe(ref sums, bStride + 4);
        s20.StoreUnsafe(ref sums, 2 * bStride);
        s21.StoreUnsafe(ref sums, (2 * bStride) + 4);
        s30.StoreUnsafe(ref sums, 3 * bStride);
        s31.StoreUnsafe(ref sums, (3 * bStride) + 4);
    }

    // Columns of zeros fill the last tile, so that all tiles are whole.
    private sealed class Block(int width)
    {
        private readonly double[] _values = new double[RowsPerBlock * Padded(width)];

        public int Width => width;

        public int Stride { get; } = Padded(width);

        public Span<double> Row(int row) => _values.AsSpan(row % RowsPerBlock * Stride, width);

        public ref double At(int column) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_values), column);

        private static int Padded(int width) => (width + TileWidth - 1) / TileWidth * TileWidth;
    }
}
