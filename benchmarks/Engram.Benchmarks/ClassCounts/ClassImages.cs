namespace Engram.Benchmarks.ClassCounts;

/// <summary>Images of any number of classes: a class has strokes of its own on an empty ground, an image has them shifted and with some noise.</summary>
internal static class ClassImages
{
    // The labels of 1,000 classes take less than a quarter of the pixels.
    private const int Side = 64;
    private const int Strokes = 6;
    private const int StrokeLength = 16;
    private const int Reach = 2;

    public static ImageDataset Create(string split, int classCount, int count, int seed)
    {
        ImageShape shape = new(1, Side, Side);
        byte[][] patterns = [.. Enumerable.Range(0, classCount).Select(Pattern)];
        Random random = new(seed);
        byte[] pixels = new byte[count * shape.InputSize];
        int[] labels = [.. Enumerable.Range(0, count).Select(sample => sample % classCount)];
        for (int sample = 0; sample < count; sample++)
        {
            Draw(patterns[labels[sample]], pixels.AsSpan(sample * shape.InputSize, shape.InputSize), random);
        }

        string[] names = [.. Enumerable.Range(0, classCount).Select(label => $"class {label}")];
        return new ImageDataset($"{classCount} classes {split}", shape, pixels, labels, names, new PixelNormalization([0.1f], [0.3f]));
    }

    private static byte[] Pattern(int label)
    {
        Random random = new(label + 1);
        byte[] pattern = new byte[Side * Side];
        for (int stroke = 0; stroke < Strokes; stroke++)
        {
            double angle = random.NextDouble() * 2 * Math.PI;
            double row = Side * (.3 + (.4 * random.NextDouble()));
            double column = Side * (.3 + (.4 * random.NextDouble()));
            for (int step = 0; step < StrokeLength; step++)
            {
                int place = ((int)(row + (step * Math.Sin(angle))) * Side) + (int)(column + (step * Math.Cos(angle)));
                pattern[place] = pattern[place + 1] = pattern[place + Side] = byte.MaxValue;
            }
        }

        return pattern;
    }

    private static void Draw(ReadOnlySpan<byte> pattern, Span<byte> image, Random random)
    {
        int shift = (random.Next(-Reach, Reach + 1) * Side) + random.Next(-Reach, Reach + 1);
        for (int place = Math.Max(0, shift); place < Math.Min(image.Length, image.Length + shift); place++)
        {
            image[place] = pattern[place - shift];
        }

        for (int spot = 0; spot < Side; spot++)
        {
            image[random.Next(image.Length)] = (byte)random.Next(byte.MaxValue);
        }
    }
}
