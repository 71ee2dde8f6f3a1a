using Engram.Experiments.RunFiles;

namespace Engram.Benchmarks.ScaleCurves;

/// <summary>The points of all curves. Each curve goes through the command's defaults, apart from the number of images.</summary>
internal static class ScalePoints
{
    private const int Width = 784;
    private const int Depth = 3;
    private const int BatchSize = 512;
    private const int AllSamples = 60_000;

    // Images are left out where a point would otherwise have more dense multiply-adds than this per epoch; at 60 · 10⁹ per second that is four seconds.
    private const double MultiplyAddsPerEpoch = 2.5e11;

    // The arithmetic of a step does not depend on how many steps there are, but a time needs some.
    private const int LeastBatches = 4;

    /// <summary>More images than MNIST has, for memory: made from MNIST's by shifting.</summary>
    private const int ManySamples = 1_000_000;

    public static IReadOnlyList<ScalePoint> All { get; } =
    [
        .. ((int[])[256, 512, 784, 1024, 2048, 4096, 8192]).Select(width => Affordable("width", width, "ff", width, Depth, BatchSize)),
        .. ((int[])[256, 512, 784, 1024, 2048, 4096]).Select(width => Affordable("width", width, "bp", width, Depth, BatchSize)),
        .. ((int[])[1, 2, 3, 4, 6, 8]).Select(depth => Affordable("depth", depth, "ff", Width, depth, BatchSize)),
        .. ((int[])[128, 256, 512, 1024, 2048, 4096, 8192]).Select(batch => Affordable("batch", batch, "ff", Width, Depth, batch)),
        .. ((int[])[1_024, 4_096, 15_000, 30_000, AllSamples]).Select(samples => new ScalePoint("samples", samples, "ff", Width, Depth, BatchSize, samples, MachineInfo.ThreadCount)),
        new ScalePoint("samples", ManySamples, "ff", 256, 2, BatchSize, ManySamples, MachineInfo.ThreadCount),
        .. ((int[])[1, 2, 4, 8]).Where(threads => threads <= MachineInfo.ThreadCount).Select(threads => Affordable("threads", threads, "ff", Width, Depth, BatchSize) with { Threads = threads }),
    ];

    /// <summary>Names of the curves.</summary>
    public static IReadOnlyList<string> Curves { get; } = [.. All.Select(point => point.Curve).Distinct()];

    private static ScalePoint Affordable(string curve, int value, string model, int width, int depth, int batchSize)
    {
        ScalePoint point = new(curve, value, model, width, depth, batchSize, AllSamples, MachineInfo.ThreadCount);
        int batches = Math.Max(LeastBatches, (int)(MultiplyAddsPerEpoch / point.DenseMultiplyAdds / batchSize));
        return point with { Samples = Math.Min(AllSamples, batches * batchSize) };
    }
}
