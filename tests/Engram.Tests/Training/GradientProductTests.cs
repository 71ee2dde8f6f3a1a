using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Training;

/// <summary>The gradient of the weights, inputsᵀ · delta, whichever side is walked.</summary>
public class GradientProductTests
{
    [Theory]
    [InlineData(0.02, 0.9)]
    [InlineData(0.9, 0.02)]
    [InlineData(0.3, 0.3)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void Walking_inputs_or_units_gives_the_bits_of_the_dense_sum(double inputDensity, double deltaDensity)
    {
        Random random = new(51);
        foreach (KernelTable kernels in KernelTables.Fused)
        {
            foreach ((int rows, int inputs, int units) in new[] { (1, 1, 1), (20, 36, 17), (33, 100, 200), (12, 200, 30) })
            {
                ActiveRows left = SparseRows.Create(random, rows, inputs, inputDensity, Sharing.Runs);
                ActiveRows delta = SparseRows.Create(random, rows, units, deltaDensity, Sharing.None);
                using WorkerPool workers = new(2);
                MatrixSink sink = new(inputs, units);

                new GradientProduct(kernels, workers, rows, new DenseLayer(inputs, units)).Multiply(left, delta, [rows / 2, rows], sink);

                sink.RequireComplete();
                for (int input = 0; input < inputs; input++)
                {
                    CheckRow(left, delta, rows, input, sink.Product.PaddedRow(input));
                }
            }
        }
    }

    [Fact]
    public void The_side_whose_rows_share_their_units_is_walked_though_it_has_more_of_them()
    {
        Random random = new(52);
        AdjustedKernels kernels = new(KernelTable.Current, 2.2f);
        ActiveRows left = SparseRows.Create(random, 40, 100, 0.4, Sharing.Full);
        ActiveRows delta = SparseRows.Create(random, 40, 100, 0.35, Sharing.None);
        using WorkerPool workers = new(1);
        new GradientProduct(kernels, workers, 40, new DenseLayer(100, 100)).Multiply(left, delta, [40], new MatrixSink(100, 100));
        Assert.True(kernels.TileCount > 0 && kernels.RowCount == 0);
    }

    private static void CheckRow(ActiveRows left, ActiveRows delta, int rows, int input, ReadOnlySpan<float> actual)
    {
        float[] expected = new float[actual.Length];
        for (int unit = 0; unit < delta.Values.Columns; unit++)
        {
            int fixedUnit = unit;
            expected[unit] = ReferenceKernels.Chain(
                fused: true, 0, rows, row => left.Values.Row(row)[input], row => delta.Values.Row(row)[fixedUnit]);
        }

        Bits.RequireEqual(expected, actual, $"input {input}");
    }
}
