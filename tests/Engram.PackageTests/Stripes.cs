using Engram.Data;
using Engram.Data.Files;

namespace Engram.PackageTests;

/// <summary>A data set of one's own, without files: stripes at four heights.</summary>
internal static class Stripes
{
    public const string Name = "stripes";

    private const int Side = 8;
    private const int Classes = 4;

    public static DatasetDescription Description { get; } = new()
    {
        Name = Name,
        Title = "Stripes at four heights",
        Shape = new ImageShape(1, Side, Side),
        TrainCount = 200,
        TestCount = 80,
        ClassNames = ["top", "upper", "lower", "bottom"],
        Normalization = PixelNormalization.Mnist,
        Reader = _ => new DatasetSplits(Create("train", 200, 1), Create("test", 80, 2)),
    };

    private static ImageDataset Create(string split, int count, int seed)
    {
        Random random = new(seed);
        byte[] pixels = new byte[count * Side * Side];
        int[] labels = [.. Enumerable.Range(0, count).Select(sample => sample % Classes)];
        for (int sample = 0; sample < count; sample++)
        {
            Span<byte> image = pixels.AsSpan(sample * Side * Side, Side * Side);
            random.NextBytes(image[..Side]);
            for (int row = 0; row < 2; row++)
            {
                image.Slice((((labels[sample] * 2) + row) * Side), Side).Fill((byte)random.Next(150, 256));
            }
        }

        return new ImageDataset($"{Name} {split}", new ImageShape(1, Side, Side), pixels, labels, ["top", "upper", "lower", "bottom"], PixelNormalization.Mnist);
    }
}
