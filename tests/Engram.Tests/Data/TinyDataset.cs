using System.Security.Cryptography;
using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Tests.Data;

/// <summary>A data set of three training images and two test images, with MNIST's file names.</summary>
internal static class TinyDataset
{
    /// <summary>Name and unpacked content of every file.</summary>
    public static IReadOnlyDictionary<string, byte[]> Contents { get; } = new Dictionary<string, byte[]>
    {
        [IdxDatasetReader.TrainImages] = IdxBytes.Images(3, 2, 2),
        [IdxDatasetReader.TrainLabels] = IdxBytes.Labels(0, 1, 1),
        [IdxDatasetReader.TestImages] = IdxBytes.Images(2, 2, 2),
        [IdxDatasetReader.TestLabels] = IdxBytes.Labels(1, 0),
    };

    public static DatasetDescription Describe(params Uri[] mirrors) => new()
    {
        Name = "tiny",
        Title = "Tiny",
        Shape = new ImageShape(1, 2, 2),
        TrainCount = 3,
        TestCount = 2,
        ClassNames = ["no", "yes"],
        Normalization = PixelNormalization.Mnist,
        Files =
        [
            .. Contents.Select(file => DatasetFile.Gzip(
                file.Key, FileChecksum.OfUnpacked(file.Value.Length, Sha256(file.Value)))),
        ],
        Mirrors = mirrors,
        Reader = IdxDatasetReader.Read,
    };

    /// <summary>The same with checksums of the packed files, like Kuzushiji-MNIST's.</summary>
    public static DatasetDescription DescribeOffered(params Uri[] mirrors)
    {
        DatasetDescription tiny = Describe(mirrors);
        return tiny with { Files = [.. tiny.Files.Select(file => file with { Checksum = OfferedChecksum(file) })] };
    }

    /// <summary>The checksum of a file as it is offered.</summary>
    public static FileChecksum OfferedChecksum(byte[] content) => FileChecksum.OfOffered(content.Length, Sha256(content));

    /// <summary>Writes all files, packed or plain.</summary>
    public static void Save(string folder, bool packed = false)
    {
        Directory.CreateDirectory(folder);
        foreach ((string name, byte[] content) in Contents)
        {
            File.WriteAllBytes(
                Path.Combine(folder, packed ? name + ".gz" : name), packed ? IdxBytes.Gzip(content) : content);
        }
    }

    private static FileChecksum OfferedChecksum(DatasetFile file) => OfferedChecksum(IdxBytes.Gzip(Contents[file.Unpacked[0]]));

    private static string Sha256(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
