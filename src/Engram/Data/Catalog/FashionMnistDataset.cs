using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Data.Catalog;

/// <summary>Fashion-MNIST, Zalando's articles of clothing (Xiao, Rasul and Vollgraf, arXiv 1708.07747).</summary>
internal static class FashionMnistDataset
{
    public static DatasetDescription Description { get; } = new()
    {
        Name = "fashion-mnist",
        Title = "Fashion-MNIST, articles of clothing",
        Shape = new ImageShape(1, 28, 28),
        TrainCount = 60_000,
        TestCount = 10_000,
        ClassNames =
        [
            "T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
        ],
        // The paper normalizes it with the constants of MNIST.
        Normalization = PixelNormalization.Mnist,
        Files =
        [
            DatasetFile.Gzip(IdxDatasetReader.TrainImages, FileChecksum.OfUnpacked(47_040_016, "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888")),
            DatasetFile.Gzip(IdxDatasetReader.TrainLabels, FileChecksum.OfUnpacked(60_008, "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9")),
            DatasetFile.Gzip(IdxDatasetReader.TestImages, FileChecksum.OfUnpacked(7_840_016, "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b")),
            DatasetFile.Gzip(IdxDatasetReader.TestLabels, FileChecksum.OfUnpacked(10_008, "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),
        ],
        OtherFolders = ["FashionMNIST/raw", "fashion"],
        Mirrors =
        [
            new("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
            new("https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
            new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
        ],
        Reader = IdxDatasetReader.Read,
    };
}
