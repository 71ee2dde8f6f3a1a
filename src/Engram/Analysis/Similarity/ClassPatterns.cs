using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis.Similarity;

/// <summary>Mean activations, or mean brightness, of each class: over all its images, over every second one from the first, and over those between.</summary>
/// <param name="All">Over all, [class][units]; null for a class without images.</param>
/// <param name="First">Over one half.</param>
/// <param name="Second">Over the other; null for a class of a single image.</param>
internal sealed record ClassPatterns(double[]?[] All, double[]?[] First, double[]?[] Second)
{
    /// <summary>Of a layer.</summary>
    public static ClassPatterns Of(LayerActivations layer)
    {
        ClassSamples samples = layer.Samples;
        double[]?[] Means(ClassSamples some) =>
            [.. layer.With(some).ClassMeans.Select((means, label) => some.Of(label).Length > 0 ? means : null)];
        return new ClassPatterns(Means(samples), Means(samples.EverySecond(0)), Means(samples.EverySecond(1)));
    }

    /// <summary>Of images, in brightness (byte / 255).</summary>
    public static ClassPatterns Of(ImageDataset images, ClassSamples samples, WorkerPool workers)
    {
        double[]?[] Means(ClassSamples some)
        {
            double[]?[] means = new double[]?[some.ClassCount];
            workers.Run(means.Length, label => means[label] = some.Of(label).Length > 0 ? Mean(images, some.Of(label)) : null);
            return means;
        }

        return new ClassPatterns(Means(samples), Means(samples.EverySecond(0)), Means(samples.EverySecond(1)));
    }

    private static double[] Mean(ImageDataset images, int[] samples)
    {
        long[] sums = new long[images.Shape.InputSize];
        foreach (int sample in samples)
        {
            ReadOnlySpan<byte> pixels = images.Pixels(sample);
            for (int place = 0; place < sums.Length; place++)
            {
                sums[place] += pixels[place];
            }
        }

        return [.. sums.Select(sum => sum / (255.0 * samples.Length))];
    }
}
