using Engram.Kernels;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Benchmarks.Kernels;

/// <summary>Kernels that go over rows once: their limit is memory, or the cache that holds the rows.</summary>
internal static unsafe class RowKernels
{
    private const int Width = 784;

    // Read parameter, gradient and both moments; write parameter, both moments and the cleared gradient.
    private const int AdamFloats = 8;

    /// <summary>Bias, ReLU, bits and sum of squares of a batch's activations. Rectified values stay as they are, so that every round finds the same.</summary>
    public static KernelWork Rectify(int rows, double activeFraction)
    {
        ActiveRows activations = BenchmarkRows.Create(rows, Width, ActivePattern.Random, activeFraction);
        Matrix bias = new(1, Width);
        return new KernelWork(
            () =>
            {
                for (int row = 0; row < rows; row++)
                {
                    KernelTable.Current.Rectify(activations.Values.RowStart(row), bias.Start, activations.Values.Stride, activations.ActiveUnits(row));
                }
            },
            0,
            2.0 * rows * Width * sizeof(float));
    }

    /// <summary>The bits of active units of a batch's activations.</summary>
    public static KernelWork Collect(int rows, double activeFraction)
    {
        ActiveRows activations = BenchmarkRows.Create(rows, Width, ActivePattern.Random, activeFraction);
        return new KernelWork(
            () =>
            {
                for (int row = 0; row < rows; row++)
                {
                    KernelTable.Current.CollectActive(activations.Values.RowStart(row), activations.Values.Stride, activations.ActiveUnits(row));
                }
            },
            0,
            (double)rows * Width * sizeof(float));
    }

    /// <summary>One Adam step on a layer of some inputs and as many units, gradient given.</summary>
    public static KernelWork Adam(int size, WorkerPool workers)
    {
        Matrix[] matrices = [.. Enumerable.Range(0, 4).Select(_ => BenchmarkRows.Dense(size, size))];
        for (int row = 0; row < size; row++)
        {
            matrices[3].Row(row).Fill(1e-3f);
        }

        AdamStep step = new(1e-3, 100);
        return new KernelWork(
            () => workers.Run(size, row => KernelTable.Current.Adam(
                matrices[0].RowStart(row), matrices[1].RowStart(row), matrices[2].RowStart(row), matrices[3].RowStart(row), matrices[0].Stride, step)),
            0,
            (double)AdamFloats * size * size * sizeof(float));
    }
}
