namespace Engram.Tests.TestSupport;

/// <summary>
/// Small images that can be told apart: every class has bright pixels of its own, on a black background or on a gray one
/// with noise. The pixels under the labels are lit too, so that a test sees whether they are cleared.
/// </summary>
internal static class SyntheticImages
{
    public const int Side = 6;

    private const double BrightShare = 0.25;
    private const double FaultShare = 0.1;

    public static ImageDataset Create(int count, int classCount = 4, int channels = 1, bool background = true, int seed = 1, int width = Side)
    {
        ImageShape shape = new(channels, Side, width);
        bool[][] bright = Patterns(classCount, shape.InputSize);
        Random random = new(seed);
        byte[] pixels = new byte[count * shape.InputSize];
        int[] labels = new int[count];
        for (int sample = 0; sample < count; sample++)
        {
            labels[sample] = random.Next(classCount);
            for (int input = 0; input < shape.InputSize; input++)
            {
                bool lit = bright[labels[sample]][input] ^ (random.NextDouble() < FaultShare);
                pixels[(sample * shape.InputSize) + input] = (byte)(lit ? random.Next(150, 256) : background ? 0 : random.Next(20, 90));
            }
        }

        return new ImageDataset("synthetic", shape, pixels, labels, [.. Enumerable.Range(0, classCount).Select(label => $"class {label}")], Normalization(channels));
    }

    /// <summary>For every image the label behind its own.</summary>
    public static int[] WrongLabels(ImageDataset data) => [.. data.Labels.ToArray().Select(label => (label + 1) % data.ClassCount)];

    private static PixelNormalization Normalization(int channels) => channels == 1
        ? PixelNormalization.Mnist
        : new PixelNormalization(
            [.. Enumerable.Range(0, channels).Select(channel => 0.43f + (0.01f * channel))], [.. Enumerable.Range(0, channels).Select(channel => 0.19f + (0.01f * channel))]);

    // The same patterns whatever the seed of the samples, so that a test split shows the classes of its training split.
    private static bool[][] Patterns(int classCount, int inputSize)
    {
        Random random = new(77);
        bool[][] bright = new bool[classCount][];
        for (int label = 0; label < classCount; label++)
        {
            bright[label] = [.. Enumerable.Range(0, inputSize).Select(_ => random.NextDouble() < BrightShare)];
        }

        return bright;
    }
}
