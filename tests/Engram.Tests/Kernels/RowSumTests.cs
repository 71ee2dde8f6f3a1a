using Engram.Kernels;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Kernels;

/// <summary>Sums of scaled rows have the bits of the dense sum, whether they walk active units or not.</summary>
public class RowSumTests
{
    [Fact]
    public void Sparse_and_dense_walks_give_the_bits_of_the_dense_sum()
    {
        Random random = new(41);
        foreach (KernelTable kernels in KernelTables.Fused)
        {
            foreach (double density in new[] { 0, 0.03, 0.15, 0.2, 0.5, 1 })
            {
                foreach (int columns in new[] { 1, 17, 130 })
                {
                    ActiveRows rows = SparseRows.Create(random, 30, columns, density, Sharing.None);
                    Check(kernels, rows, random.Indices(25, 30), random.SignedArray(25));
                }
            }
        }
    }

    [Fact]
    public void The_sum_of_no_rows_is_zero()
    {
        ActiveRows rows = SparseRows.Create(new Random(42), 3, 20, 1, Sharing.None);
        foreach (KernelTable kernels in KernelTable.All)
        {
            float[] sums = new float[32];
            Array.Fill(sums, 9);
            RowSum.Compute(kernels, rows, [], [], sums);
            Assert.Equal(new float[32], sums);
        }
    }

    [Fact]
    public void Few_active_units_are_added_one_by_one_and_many_by_the_kernel()
    {
        Random random = new(43);
        AdjustedKernels kernels = new(KernelTable.Current, 1);
        RowSum.Compute(kernels, SparseRows.Create(random, 9, 160, 0.05, Sharing.None), [0, 1, 2], [1, 1, 1], new float[160]);
        Assert.Equal(0, kernels.RowCount);
        RowSum.Compute(kernels, SparseRows.Create(random, 9, 160, 0.9, Sharing.None), [0, 1, 2], [1, 1, 1], new float[160]);
        Assert.Equal(1, kernels.RowCount);
    }

    private static void Check(KernelTable kernels, ActiveRows rows, int[] indices, float[] scales)
    {
        float[] expected = new float[rows.Values.Stride];
        for (int column = 0; column < rows.Values.Columns; column++)
        {
            int fixedColumn = column;
            expected[column] = ReferenceKernels.Chain(
                fused: true, 0, indices.Length, term => scales[term], term => rows.Values.Row(indices[term])[fixedColumn]);
        }

        float[] actual = new float[rows.Values.Stride];
        Array.Fill(actual, 9);
        RowSum.Compute(kernels, rows, indices, scales, actual);
        Bits.RequireEqual(expected, actual, kernels.Name);
        for (int word = 0; word < rows.Words; word++)
        {
            Span<float> columns = actual.AsSpan(word * 64, Math.Min(64, actual.Length - (word * 64)));
            columns.Fill(9);
            RowSum.Compute(kernels, rows, indices, scales, columns, word);
        }

        Bits.RequireEqual(expected, actual, $"{kernels.Name}, word by word");
    }
}
