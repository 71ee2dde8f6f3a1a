namespace Engram.Benchmarks.ScaleCurves;

/// <summary>As many images as are asked for: a data set's own, then the same again and again, shifted by ever more pixels.</summary>
internal static class ManyImages
{
    public static ImageDataset From(ImageDataset source, int count)
    {
        if (count <= source.Count)
        {
            return source.Take(count);
        }

        int size = source.Shape.InputSize;
        byte[] pixels = new byte[(long)count * size];
        int[] labels = new int[count];
        for (int sample = 0; sample < count; sample++)
        {
            int original = sample % source.Count;
            int shift = sample / source.Count;
            source.Pixels(original)[shift..].CopyTo(pixels.AsSpan(sample * size));
            labels[sample] = source.Labels[original];
        }

        return new ImageDataset($"{source.Name}, shifted", source.Shape, pixels, labels, source.ClassNames, source.Normalization);
    }
}
