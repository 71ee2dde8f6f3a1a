namespace Engram.Analysis;

/// <summary>Picks the samples that a wall plot shows.</summary>
internal static class WallSamples
{
    private const int ImagesPerClass = 20;

    /// <summary>The first images of every class.</summary>
    public static WallSample Take(HiddenRepresentations representations, ClassSamples samples)
    {
        int[] shown = [.. Enumerable.Range(0, samples.ClassCount).SelectMany(classIndex => samples.Of(classIndex).Take(ImagesPerClass))];
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
