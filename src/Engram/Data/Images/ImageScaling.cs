namespace Engram.Data.Images;

/// <summary>
/// Brings an image to another size: every new pixel is a mean of those that it covers, weighted by their distance (a triangle, which is bilinear
/// interpolation where an image grows, and never skips a pixel where it shrinks).
/// </summary>
internal static class ImageScaling
{
    public static RawImage To(RawImage image, int height, int width)
    {
        ImageShape from = image.Shape;
        if (Math.Max((long)from.Channels * height, from.Height) * width > ImageShape.MaximumInputSize)
        {
            throw new EngramException(
                $"An image of {from} values cannot be brought to {height}x{width} pixels, because that takes more than {ImageShape.MaximumInputSize} values; add --resize with a smaller size.");
        }

        ImageShape to = new(from.Channels, height, width);
        if (to == from)
        {
            return image;
        }

        (int First, float[] Weights)[] rows = Weights(from.Height, height);
        (int First, float[] Weights)[] columns = Weights(from.Width, width);
        byte[] pixels = new byte[to.InputSize];
        float[] narrow = new float[from.Height * width];
        for (int channel = 0; channel < from.Channels; channel++)
        {
            ReadOnlySpan<byte> plane = image.Pixels.AsSpan(channel * from.PixelCount, from.PixelCount);
            for (int row = 0; row < from.Height; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    narrow[(row * width) + column] = Mean(plane[(row * from.Width)..], columns[column]);
                }
            }

            for (int row = 0; row < height; row++)
            {
                for (int column = 0; column < width; column++)
                {
                    float sum = 0;
                    for (int index = 0; index < rows[row].Weights.Length; index++)
                    {
                        sum += rows[row].Weights[index] * narrow[((rows[row].First + index) * width) + column];
                    }

                    pixels[(channel * to.PixelCount) + (row * width) + column] = (byte)Math.Clamp(MathF.Round(sum), 0, byte.MaxValue);
                }
            }
        }

        return new RawImage(to, pixels);
    }

    private static float Mean(ReadOnlySpan<byte> values, (int First, float[] Weights) part)
    {
        float sum = 0;
        for (int index = 0; index < part.Weights.Length; index++)
        {
            sum += part.Weights[index] * values[part.First + index];
        }

        return sum;
    }

    /// <summary>For every new place, which old ones it is a mean of, and their weights.</summary>
    private static (int First, float[] Weights)[] Weights(int oldLength, int newLength)
    {
        double step = (double)oldLength / newLength;
        double reach = Math.Max(step, 1);
        var all = new (int, float[])[newLength];
        for (int place = 0; place < newLength; place++)
        {
            double center = ((place + 0.5) * step) - 0.5;
            int first = Math.Max(0, (int)Math.Floor(center - reach) + 1);
            int last = Math.Min(oldLength - 1, (int)Math.Ceiling(center + reach) - 1);
            double[] weights = [.. Enumerable.Range(first, last - first + 1).Select(old => 1 - (Math.Abs(old - center) / reach))];
            double sum = weights.Sum();
            all[place] = (first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return all;
    }
}
