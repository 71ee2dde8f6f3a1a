namespace Engram.Data;

/// <summary>Mean and standard deviation of each channel, over all pixels of the training images.</summary>
internal static class TrainingNormalization
{
    /// <exception cref="EngramException">All pixels are the same, so that there is nothing to learn from.</exception>
    public static PixelNormalization Of(ImageShape shape, byte[] pixels, string path)
    {
        (float Mean, float Deviation)[] channels = [.. Enumerable.Range(0, shape.Channels).Select(channel => Channel(shape, pixels, channel))];
        return Array.TrueForAll(channels, channel => channel.Deviation == 0)
            ? throw new EngramException($"All pixels of the training images in {path} have the same value, so there is nothing to learn from; name other images.")
            : new PixelNormalization(
                [.. channels.Select(channel => channel.Mean)],
                // A channel that never changes, as where nothing is transparent, becomes 0 whatever it is divided by.
                [.. channels.Select(channel => channel.Deviation == 0 ? 1 : channel.Deviation)]);
    }

    private static (float Mean, float Deviation) Channel(ImageShape shape, byte[] pixels, int channel)
    {
        long[] counts = new long[256];
        for (int first = channel * shape.PixelCount; first < pixels.Length; first += shape.InputSize)
        {
            foreach (byte value in pixels.AsSpan(first, shape.PixelCount))
            {
                counts[value]++;
            }
        }

        double all = counts.Sum();
        double mean = counts.Select((count, value) => count * (double)value).Sum() / all;
        double variance = counts.Select((count, value) => count * (value - mean) * (value - mean)).Sum() / all;
        return ((float)(mean / byte.MaxValue), (float)(Math.Sqrt(variance) / byte.MaxValue));
    }
}
