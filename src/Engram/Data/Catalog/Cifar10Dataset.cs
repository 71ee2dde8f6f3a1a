using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Data.Catalog;

/// <summary>CIFAR-10, small color photographs (Krizhevsky 2009), in its binary version.</summary>
internal static class Cifar10Dataset
{
    public static DatasetDescription Description { get; } = new()
    {
        Name = "cifar-10",
        Title = "CIFAR-10, color photographs of animals and vehicles",
        Shape = new ImageShape(3, 32, 32),
        TrainCount = 50_000,
        TestCount = 10_000,
        ClassNames = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"],
        Normalization = new PixelNormalization([0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]),
        Files =
        [
            new()
            {
                Name = CifarReader.Archive,
                // TensorFlow Datasets' (url_checksums/cifar10.txt); the data set's own page has an MD5 of the same file.
                Checksum = FileChecksum.OfOffered(
                    170_052_171, "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
                Unpacked = [.. CifarReader.TrainBatches, CifarReader.TestBatch],
                UnpackedFolder = "cifar-10-batches-bin",
            },
        ],
        OtherFolders = ["cifar-10-binary"],
        Mirrors =
        [
            new("https://www.cs.toronto.edu/~kriz/"),
            new("https://storage.googleapis.com/s4tf-hosted-binaries/datasets/CIFAR10/"),
            new("https://mindspore-website.obs.cn-north-4.myhuaweicloud.com/notebook/datasets/"),
        ],
        Reader = CifarReader.Read,
    };
}
