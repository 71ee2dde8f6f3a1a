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
