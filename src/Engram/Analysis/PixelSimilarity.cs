using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis;

/// <summary>
/// Cosine similarity of the classes' mean images, in brightness (byte / 255). Network inputs are brightness less a constant,
/// and a cosine of inputs would mostly measure that constant: images would count as alike for their background.
/// </summary>
internal static class PixelSimilarity
{
    /// <summary>Cosines, [class][class]; null for a class without images, or with black ones only.</summary>
    public static IReadOnlyList<IReadOnlyList<double?>> Compute(ImageDataset data, WorkerPool workers)
    {
        ClassSamples samples = ClassSamples.Group(data.Labels.ToArray(), data.ClassCount);
        long[][] sums = new long[data.ClassCount][];
        workers.Run(data.ClassCount, classIndex => sums[classIndex] = Sum(data, samples.Of(classIndex)));
        return [.. sums.Select(first => sums.Select(second => Cosine(first, second)).ToArray())];
    }

    // A mean image is its sum in another length, which a cosine does not see.
    private static long[] Sum(ImageDataset data, int[] samples)
    {
        long[] sums = new long[data.Shape.InputSize];
        foreach (int sample in samples)
        {
            ReadOnlySpan<byte> pixels = data.Pixels(sample);
            for (int input = 0; input < sums.Length; input++)
            {
                sums[input] += pixels[input];
            }
        }

        return sums;
    }

    private static double? Cosine(long[] first, long[] second)
    {
        double lengths = Math.Sqrt(Product(first, first)) * Math.Sqrt(Product(second, second));
        return lengths > 0 ? Math.Min(1, Product(first, second) / lengths) : null;
    }

    private static double Product(long[] first, long[] second)
    {
        double product = 0;
        for (int input = 0; input < first.Length; input++)
        {
            product += (double)first[input] * second[input];
        }

        return product;
    }
}
