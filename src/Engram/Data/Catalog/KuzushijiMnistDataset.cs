using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Data.Catalog;

/// <summary>Kuzushiji-MNIST, cursive Japanese characters (Clanuwat et al., arXiv 1812.01718).</summary>
internal static class KuzushijiMnistDataset
{
    public static DatasetDescription Description { get; } = new()
    {
        Name = "kmnist",
        Title = "Kuzushiji-MNIST, cursive Japanese characters",
        Shape = new ImageShape(1, 28, 28),
        TrainCount = 60_000,
        TestCount = 10_000,
        ClassNames = ["o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"],
        // It is made to take the place of MNIST in any program.
        Normalization = PixelNormalization.Mnist,
        // Nobody publishes checksums of the unpacked files. These are TensorFlow Datasets' (url_checksums/kmnist.txt).
        Files =
        [
            DatasetFile.Gzip(IdxDatasetReader.TrainImages, FileChecksum.OfOffered(18_165_135, "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4")),
            DatasetFile.Gzip(IdxDatasetReader.TrainLabels, FileChecksum.OfOffered(29_497, "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17")),
            DatasetFile.Gzip(IdxDatasetReader.TestImages, FileChecksum.OfOffered(3_041_136, "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5")),
            DatasetFile.Gzip(IdxDatasetReader.TestLabels, FileChecksum.OfOffered(5_120, "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c")),
        ],
        OtherFolders = ["KMNIST/raw", "kuzushiji-mnist"],
        Mirrors =
        [
            new("https://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
            new("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
        ],
        Reader = IdxDatasetReader.Read,
    };
}
