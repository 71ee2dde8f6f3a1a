using Engram.Analysis.Representations;

namespace Engram.Analysis;

/// <summary>Picks the samples that a wall plot shows.</summary>
internal static class WallSamples
{
    /// <summary>Images of all classes together: more are a band that nobody can read, and a file of hundreds of megabytes.</summary>
    public const int MostImages = 5120;

    private const int ImagesPerClass = 20;

    /// <summary>The first images of every class, fewer of each where there are very many classes.</summary>
    public static WallSample Take(HiddenRepresentations representations, ClassSamples samples)
    {
        int perClass = Math.Clamp(MostImages / samples.ClassCount, 1, ImagesPerClass);
        int[] shown = [.. Enumerable.Range(0, samples.ClassCount).SelectMany(classIndex => samples.Of(classIndex).Take(perClass)).Take(MostImages)];
        float[][] layers = new float[representations.LayerCount][];
        for (int layer = 0; layer < layers.Length; layer++)
        {
            int units = representations.UnitCounts[layer];
            layers[layer] = new float[shown.Length * units];
            for (int row = 0; row < shown.Length; row++)
            {
                representations.Sample(layer, shown[row]).CopyTo(layers[layer].AsSpan(row * units));
            }
        }

        return new WallSample([.. shown.Select(sample => representations.Labels[sample])], representations.UnitCounts, layers);
    }
}
