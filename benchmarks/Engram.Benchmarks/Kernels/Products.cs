using Engram.Kernels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Benchmarks.Kernels;

/// <summary>The three products of a layer as training calls them, packing included.</summary>
internal static class Products
{
    /// <summary>x·W over the active units of x.</summary>
    public static KernelWork Forward(ProductShape shape, ActivePattern pattern, double activeFraction, WorkerPool workers)
    {
        ActiveRows rows = BenchmarkRows.Create(shape.Rows, shape.Inner, pattern, activeFraction);
        PanelMatrix weights = BenchmarkRows.Weights(shape.Inner, shape.Columns).Weights;
        Matrix destination = new(shape.Rows, shape.Columns);
        RowProduct product = new(KernelTable.Current, workers, shape.Rows, shape.Inner);
        return new KernelWork(() => product.Multiply(rows, shape.Rows, weights, destination), Useful(rows, shape.Columns), shape.Bytes);
    }

    /// <summary>xᵀ·δ over the active units of x, to a sink that looks at nothing.</summary>
    public static KernelWork Gradient(ProductShape shape, ActivePattern pattern, double activeFraction, WorkerPool workers) =>
        Gradient(shape, pattern, activeFraction, workers, new EmptyingSink());

    /// <summary>xᵀ·δ over the active units of x, to a sink that takes Adam's step on a layer.</summary>
    public static KernelWork GradientWithAdam(ProductShape shape, ActivePattern pattern, double activeFraction, WorkerPool workers)
    {
        DenseLayer layer = BenchmarkRows.Weights(shape.Inner, shape.Columns);
        OptimizerSink sink = new(KernelTable.Current);
        AdamOptimizer adam = new();
        sink.Begin(LayerSlots.For(layer, adam).Weights, new OptimizerStep(adam, adam.Prepare(new StepSettings(1e-3, 100))));
        return Gradient(shape, pattern, activeFraction, workers, sink);
    }

    /// <summary>δ·Wᵀ over the active units of δ, the transposition of W included.</summary>
    public static KernelWork Backward(ProductShape shape, ActivePattern pattern, double activeFraction, WorkerPool workers)
    {
        ActiveRows delta = BenchmarkRows.Create(shape.Rows, shape.Columns, pattern, activeFraction);
        Matrix destination = new(shape.Rows, shape.Inner);
        BackwardProduct product = new(KernelTable.Current, workers, shape.Rows, BenchmarkRows.Weights(shape.Inner, shape.Columns));
        return new KernelWork(
            () =>
            {
                product.UpdateWeights();
                product.Multiply(delta, shape.Rows, destination);
            },
            Useful(delta, shape.Inner),
            shape.Bytes);
    }

    private static KernelWork Gradient(ProductShape shape, ActivePattern pattern, double activeFraction, WorkerPool workers, ProductSink sink)
    {
        ActiveRows inputs = BenchmarkRows.Create(shape.Rows, shape.Inner, pattern, activeFraction);
        ActiveRows delta = BenchmarkRows.Create(shape.Rows, shape.Columns, ActivePattern.Dense, activeFraction: 1);
        int[] groupEnds = BenchmarkRows.GroupEnds(shape.Rows, pattern);
        OuterProduct product = new(KernelTable.Current, workers, shape.Rows, shape.Inner);
        return new KernelWork(
            () =>
            {
                product.Measure(inputs, groupEnds);
                product.Multiply(delta, sink, transposed: false);
            },
            Useful(inputs, shape.Columns),
            shape.Bytes);
    }

    private static double Useful(ActiveRows rows, int columns) => (double)rows.ActiveSum(rows.Values.Rows) * columns;
}
