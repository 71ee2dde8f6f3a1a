using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Data.Catalog;

/// <summary>MNIST, the handwritten digits of LeCun, Cortes and Burges.</summary>
internal static class MnistDataset
{
    public static DatasetDescription Description { get; } = new()
    {
        Name = "mnist",
        Title = "MNIST, handwritten digits",
        Shape = new ImageShape(1, 28, 28),
        TrainCount = 60_000,
        TestCount = 10_000,
        ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        Normalization = PixelNormalization.Mnist,
        Files =
        [
            DatasetFile.Gzip(IdxDatasetReader.TrainImages, FileChecksum.OfUnpacked(47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db")),
            DatasetFile.Gzip(IdxDatasetReader.TrainLabels, FileChecksum.OfUnpacked(60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5")),
            DatasetFile.Gzip(IdxDatasetReader.TestImages, FileChecksum.OfUnpacked(7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7")),
            DatasetFile.Gzip(IdxDatasetReader.TestLabels, FileChecksum.OfUnpacked(10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),
        ],
        OtherFolders = ["MNIST/raw"],
        Mirrors =
        [
            new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            new("https://storage.googleapis.com/cvdf-datasets/mnist/"),
            new("https://sagemaker-sample-files.s3.amazonaws.com/datasets/image/MNIST/"),
        ],
        Reader = IdxDatasetReader.Read,
    };
}
