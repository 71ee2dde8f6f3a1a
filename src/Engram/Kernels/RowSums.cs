using System.Numerics;
using Engram.Tensors;

namespace Engram.Kernels;

/// <summary>Sums over one row of activations with the kernel table in use, for rows of any length.</summary>
internal static unsafe class RowSums
{
    /// <summary>Σ values[j]².</summary>
    public static float OfSquares(ReadOnlySpan<float> values)
    {
        int whole = values.Length / Matrix.ColumnMultiple * Matrix.ColumnMultiple;
        fixed (float* start = values)
        {
            float sum = KernelTable.Current.SumOfSquares(start, whole);
            for (int index = whole; index < values.Length; index++)
            {
                sum = MathF.FusedMultiplyAdd(start[index], start[index], sum);
            }

            return sum;
        }
    }

    /// <summary>
    /// Σ h² over a row that holds some units of a layer: each square is added where it would be in a row of all, whose other units
    /// are zero, so the sum has the same bits.
    /// </summary>
    /// <param name="kernels">Whose sums it is to be equal to.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="units">The layer's unit at each place, ascending.</param>
    public static float OfSquares(KernelTable kernels, ActiveRows rows, int row, int[] units)
    {
        float* lanes = stackalloc float[Matrix.ColumnMultiple];
        new Span<float>(lanes, Matrix.ColumnMultiple).Clear();
        float* values = rows.Values.RowStart(row);
        ulong* active = rows.ActiveUnits(row);
        bool isFused = kernels.IsFused;
        fixed (int* unitAt = units)
        {
            for (int word = 0; word < rows.Words; word++)
            {
                for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
                {
                    int place = (word * 64) + BitOperations.TrailingZeroCount(bits);
                    float* lane = lanes + (unitAt[place] & (Matrix.ColumnMultiple - 1));
                    float value = values[place];
                    *lane = isFused ? MathF.FusedMultiplyAdd(value, value, *lane) : (value * value) + *lane;
                }
            }
        }

        return KernelTable.SumLanes(lanes);
    }

    /// <summary>Σ |values[j]|.</summary>
    public static float OfMagnitudes(ReadOnlySpan<float> values)
    {
        int whole = values.Length / Matrix.ColumnMultiple * Matrix.ColumnMultiple;
        fixed (float* start = values)
        {
            float sum = KernelTable.Current.SumOfMagnitudes(start, whole);
            for (int index = whole; index < values.Length; index++)
            {
                sum += MathF.Abs(start[index]);
            }

            return sum;
        }
    }
}
