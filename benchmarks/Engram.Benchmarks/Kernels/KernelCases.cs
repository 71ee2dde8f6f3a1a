using Engram.Benchmarks.Convolutions;
using Engram.Threading;

namespace Engram.Benchmarks.Kernels;

/// <summary>All kernels with all data they are measured on, in groups that are timed in turn with each other.</summary>
internal static class KernelCases
{
    private const int Batch = 512;

    private static readonly double[] Fractions = [1, .5, .2, .1, .05, .02];

    private static readonly ProductShape[] Shapes = [new(1024, 256, 256), new(1024, 784, 784), new(512, 2048, 2048)];

    public static IReadOnlyList<IReadOnlyList<KernelCase>> Groups { get; } = [.. CreateGroups()];

    public static IReadOnlyList<KernelCase> All { get; } = [.. Groups.SelectMany(group => group)];

    private static IEnumerable<KernelCase[]> CreateGroups()
    {
        yield return [.. Fractions.Select(fraction => new KernelCase("tile", "784", Listed(fraction), fraction, _ => ListedRows.PrepareTile(fraction)))];
        yield return [.. Fractions.Select(fraction => new KernelCase("row", "784", Listed(fraction), fraction, _ => ListedRows.PrepareRow(fraction)))];
        foreach (ProductShape shape in Shapes)
        {
            yield return Product("x·W", shape, Products.Forward);
            yield return Product("xᵀ·δ", shape, Products.Gradient);
            yield return Product("δ·Wᵀ", shape, Products.Backward);
        }

        yield return [.. ConvolutionCase.Usual.SelectMany(Convolution)];
        yield return Product("xᵀ·δ with Adam", Shapes[1], Products.GradientWithAdam);
        yield return
        [
            .. ((int[])[64, 784, 2048, 4096]).Select(size =>
                new KernelCase("Adam", $"{size}x{size}", ActivePattern.Dense, 1, workers => RowKernels.Adam(size, workers))),
        ];
        yield return
        [
            .. ((int[])[64, 2 * Batch, 16 * Batch]).Select(rows =>
                new KernelCase("rectify", $"{rows}x784", ActivePattern.Random, .2, _ => RowKernels.Rectify(rows, .2))),
            .. ((int[])[64, 2 * Batch, 16 * Batch]).Select(rows =>
                new KernelCase("collect", $"{rows}x784", ActivePattern.Random, .2, _ => RowKernels.Collect(rows, .2))),
        ];
        yield return
        [
            new KernelCase("images: load", $"{Batch}x784", ActivePattern.Random, .19, workers => LabelledImages.Load(Batch, workers)),
            new KernelCase("images: x·W", $"{Batch}x784x784", ActivePattern.Random, .19, workers => LabelledImages.Product(Batch, workers)),
            new KernelCase("images: labels", "784x784", ActivePattern.Dense, 1, workers => LabelledImages.UpdateLabels(Batch, workers)),
            new KernelCase("images: rows", $"{2 * Batch}x784", ActivePattern.Dense, 1, workers => LabelledImages.Activate(Batch, workers)),
        ];
    }

    private static KernelCase[] Convolution(ConvolutionCase of)
    {
        string size = $"{of.Height}x{of.Width}x{of.Channels}->{of.Filters}";
        return
        [
            new KernelCase("convolution", size, Listed(of.InputActive), of.InputActive, workers => ConvolutionWork.Forward(of, workers)),
            new KernelCase("its gradient", size, Listed(of.GradientActive), of.GradientActive, workers => ConvolutionWork.Gradient(of, workers)),
        ];
    }

    private static KernelCase[] Product(string kernel, ProductShape shape, Func<ProductShape, ActivePattern, double, WorkerPool, KernelWork> prepare) =>
    [
        .. Fractions.SelectMany(fraction => Patterns(fraction).Select(pattern =>
            new KernelCase(kernel, shape.ToString(), pattern, fraction, workers => prepare(shape, pattern, fraction, workers)))),
    ];

    private static ActivePattern[] Patterns(double fraction) =>
        fraction < 1 ? [ActivePattern.Random, ActivePattern.Category] : [ActivePattern.Dense];

    private static ActivePattern Listed(double fraction) => fraction < 1 ? ActivePattern.Random : ActivePattern.Dense;
}
