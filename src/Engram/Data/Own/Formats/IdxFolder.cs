using Engram.Data.Formats;

namespace Engram.Data.Own.Formats;

/// <summary>A folder of IDX files, as MNIST and its relatives have them: images and labels, packed with gzip or plain.</summary>
internal sealed class IdxFolder : DatasetFormat
{
    public override string Name => "idx";

    public override string Title => "a folder with IDX files called ...train-images-idx3-ubyte and ...train-labels-idx1-ubyte, and test or t10k for train, packed with gzip or plain";

    public override bool Recognizes(string path) => Directory.Exists(path) && ImageFilesIn(path).Length > 0;

    public override OwnParts Read(string path, OwnDataOptions options)
    {
        string[] files = ImageFilesIn(path);
        string? test = One(path, files, IsTest);
        string? train = One(path, files, IsTrain);
        string? all = One(path, files, file => !IsTest(file) && !IsTrain(file));
        if (all is not null && (train ?? test) is { } named)
        {
            throw new EngramException($"{path} has {Path.GetFileName(named)} and {Path.GetFileName(all)}, so that it is not clear which to learn from; put one of them into a folder of its own.");
        }

        string first = train ?? all ?? test!;
        return new OwnParts(ReadPart(first, options), test is null || test == first || options.TestPath is not null ? null : ReadPart(test, options));
    }

    private static LabelledImages ReadPart(string imageFile, OwnDataOptions options)
    {
        string labelFile = LabelFile(imageFile);
        (int imageCount, _) = IdxFile.ReadImageHeader(imageFile);
        int labelCount = IdxFile.ReadLabelCount(labelFile);
        if (imageCount != labelCount)
        {
            throw new EngramException($"{imageFile} has {imageCount} images, but {labelFile} has {labelCount} labels; take both from the same split.");
        }

        int[] labels = IdxFile.ReadLabels(labelFile, int.MaxValue);
        IdxImages images = IdxFile.ReadImages(imageFile);
        return new LabelledImages(
            Conversion.Of(images.Pixels, images.Shape, images.Count, imageFile, options.Conversion), NumberLabels.ToTexts([.. labels.Select(label => (long)label)]));
    }

    /// <summary>The file beside it that is called as it is, with labels for images and idx1 for idx3, packed or not.</summary>
    private static string LabelFile(string imageFile)
    {
        string name = Path.GetFileName(imageFile);
        string plain = (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name)
            .Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
        string folder = Path.GetDirectoryName(imageFile)!;
        return new[] { plain + name[plain.Length..], plain, plain + ".gz" }.Select(candidate => Path.Combine(folder, candidate)).FirstOrDefault(File.Exists)
            ?? throw new EngramException($"{imageFile} has no file of labels called {plain} beside it; put it there.");
    }

    private static string? One(string path, string[] files, Func<string, bool> isMeant)
    {
        string[] meant = [.. files.Where(isMeant)];
        return meant.Length < 2 ? meant.FirstOrDefault() : throw new EngramException(
            $"{path} has {Path.GetFileName(meant[0])} and {Path.GetFileName(meant[1])}, so that it is not clear which is meant; put each data set into a folder of its own.");
    }

    private static string[] ImageFilesIn(string path) => [.. Directory.EnumerateFiles(path)
        .Where(file => Path.GetFileName(file) is var name && name.Contains("images", StringComparison.Ordinal) && name.Contains("idx3", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    private static bool IsTrain(string file) => Path.GetFileName(file).Contains("train", StringComparison.Ordinal);

    private static bool IsTest(string file) =>
        Path.GetFileName(file) is var name && (name.Contains("test", StringComparison.Ordinal) || name.Contains("t10k", StringComparison.Ordinal));
}
