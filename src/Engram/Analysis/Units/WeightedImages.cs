using System.Numerics.Tensors;
using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis.Units;

/// <summary>What images look like on the mean that activate a unit.</summary>
internal static class WeightedImages
{
    // So many sums of images stay in a core's cache.
    private const int UnitsPerPart = 64;

    /// <summary>Σ a·x / Σ a over all images x with the unit's activation a > 0, in brightness; zeros for a unit that none activates. [units, pixels].</summary>
    public static float[] Compute(HiddenRepresentations representations, int layer, ImageDataset data, WorkerPool workers)
    {
        int units = representations.UnitCounts[layer];
        int pixels = data.Shape.InputSize;
        float[] means = new float[units * pixels];
        workers.Run((units + UnitsPerPart - 1) / UnitsPerPart, part =>
        {
            int first = part * UnitsPerPart;
            int count = Math.Min(UnitsPerPart, units - first);
            Compute(representations, layer, data, first, means.AsSpan(first * pixels, count * pixels));
        });
        return means;
    }

    private static void Compute(HiddenRepresentations representations, int layer, ImageDataset data, int firstUnit, Span<float> means)
    {
        float[] image = new float[data.Shape.InputSize];
        double[] weights = new double[means.Length / image.Length];
        for (int sample = 0; sample < data.Count; sample++)
        {
            ReadOnlySpan<float> activations = representations.Sample(layer, sample).Slice(firstUnit, weights.Length);
            TensorPrimitives.ConvertTruncating(data.Pixels(sample), image);
            for (int unit = 0; unit < weights.Length; unit++)
            {
                if (activations[unit] > 0)
                {
                    weights[unit] += activations[unit];
                    Span<float> sum = means.Slice(unit * image.Length, image.Length);
                    TensorPrimitives.MultiplyAdd(image, activations[unit], sum, sum);
                }
            }
        }

        for (int unit = 0; unit < weights.Length; unit++)
        {
            if (weights[unit] > 0)
            {
                Span<float> sum = means.Slice(unit * image.Length, image.Length);
                TensorPrimitives.Divide(sum, (float)weights[unit], sum);
            }
        }
    }
}
