namespace Engram.PackageTests;

/// <summary>A data set of one's own, without files: stripes at four heights.</summary>
internal static class Stripes
{
    public const string Name = "stripes";

    private const int Side = 8;
    private const int Classes = 4;

    private static readonly Lazy<bool> _isRegistered = new(() =>
    {
        DatasetCatalog.Register(Name, new DatasetSplits(Create("train", 200, 1), Create("test", 80, 2)));
        return true;
    });

    /// <summary>Makes it known; several classes of tests ask for it.</summary>
    public static bool Register() => _isRegistered.Value;

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

        return ImageDataset.Create(pixels, labels, new ImageShape(1, Side, Side), ["top", "upper", "lower", "bottom"], name: $"{Name} {split}");
    }
}
