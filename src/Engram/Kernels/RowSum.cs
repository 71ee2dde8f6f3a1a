using System.Numerics;
using Engram.Tensors;

namespace Engram.Kernels;

/// <summary>Sums of scaled rows, over active units only where those are few; the same bits either way.</summary>
internal static unsafe class RowSum
{
    // A scattered addition takes about as long as this many columns of a dense one.
    private const int ScatterCost = 6;

    /// <summary>destination[j] = Σ_t scales[t] · rows[indices[t], j], in the order of the indices.</summary>
    public static void Compute(KernelTable kernels, ActiveRows rows, ReadOnlySpan<int> indices, ReadOnlySpan<float> scales, Span<float> destination) =>
        Compute(kernels, rows, indices, scales, destination, 0);

    /// <summary>The same for some columns: destination[j] is the sum of column <paramref name="firstWord"/> · 64 + j.</summary>
    public static void Compute(
        KernelTable kernels,
        ActiveRows rows,
        ReadOnlySpan<int> indices,
        ReadOnlySpan<float> scales,
        Span<float> destination,
        int firstWord)
    {
        int words = ActiveRows.WordCount(destination.Length);
        long active = 0;
        foreach (int row in indices)
        {
            active += ActiveRows.CountBits(rows.ActiveUnits(row) + firstWord, words);
        }

        fixed (float* sums = destination)
        fixed (int* first = indices)
        fixed (float* scale = scales)
        {
            if (active * ScatterCost < (long)indices.Length * destination.Length)
            {
                destination.Clear();
                for (int term = 0; term < indices.Length; term++)
                {
                    Scatter(rows.Values.RowStart(first[term]) + (firstWord * 64), rows.ActiveUnits(first[term]) + firstWord, words, scale[term], sums);
                }
            }
            else
            {
                kernels.AccumulateRow(scale, first, indices.Length, rows.Values.From(firstWord * 64), new PanelRows(sums, 0, Matrix.ColumnMultiple), destination.Length, accumulate: false);
            }
        }
    }

    private static void Scatter(float* values, ulong* active, int words, float scale, float* sums)
    {
        for (int word = 0; word < words; word++)
        {
            for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
            {
                int unit = (word * 64) + BitOperations.TrailingZeroCount(bits);
                sums[unit] = MathF.FusedMultiplyAdd(scale, values[unit], sums[unit]);
            }
        }
    }
}
