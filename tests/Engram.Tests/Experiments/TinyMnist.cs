using System.Buffers.Binary;

namespace Engram.Tests.Experiments;

/// <summary>
/// A data folder with a made-up "mnist" of a few hundred images, so that a run takes a fraction of a second. Images of
/// a class share a pattern, so there is something to learn.
/// </summary>
internal static class TinyMnist
{
    public const int TrainCount = 600;
    public const int TestCount = 100;

    /// <summary>Writes the data set into a folder and returns the folder, for <c>--data-dir</c>.</summary>
    public static string Write(string folder, int seed = 1)
    {
        string path = Directory.CreateDirectory(Path.Combine(folder, "mnist")).FullName;
        var random = new Random(seed);
        byte[][] patterns = [.. Enumerable.Range(0, 10).Select(_ => Pattern(random))];
        WriteSplit(path, "train", TrainCount, patterns, random);
        WriteSplit(path, "t10k", TestCount, patterns, random);
        return folder;
    }

    private static byte[] Pattern(Random random) =>
        [.. Enumerable.Range(0, 784).Select(_ => random.Next(4) == 0 ? (byte)255 : (byte)0)];

    private static void WriteSplit(string path, string split, int count, byte[][] patterns, Random random)
    {
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(10))];
        byte[] pixels = [.. labels.SelectMany(label => patterns[label].Select(
            value => random.Next(5) == 0 ? (byte)random.Next(256) : value))];
        File.WriteAllBytes(Path.Combine(path, $"{split}-images-idx3-ubyte"), [.. Header(0x803, count, 28, 28), .. pixels]);
        File.WriteAllBytes(Path.Combine(path, $"{split}-labels-idx1-ubyte"), [.. Header(0x801, count), .. labels]);
    }

    private static byte[] Header(params int[] values)
    {
        byte[] header = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 * i), values[i]);
        }

        return header;
    }
}
