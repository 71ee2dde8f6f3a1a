using Engram.Data.Files;
using Engram.Data.Formats;

namespace Engram.Data.Catalog;

/// <summary>SVHN, the cropped house numbers of Netzer et al. (2011), without its extra images.</summary>
internal static class SvhnDataset
{
    public static DatasetDescription Description { get; } = new()
    {
        Name = "svhn",
        Title = "SVHN, photographs of house numbers",
        Shape = new ImageShape(3, 32, 32),
        TrainCount = 73_257,
        TestCount = 26_032,
        ClassNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
        // Those of the paper (Tosato et al., arXiv 2305.18353).
        Normalization = new PixelNormalization(
            [0.4376821f, 0.4437697f, 0.47280442f], [0.19803012f, 0.20101562f, 0.19703614f]),
        // TensorFlow Datasets' checksums (url_checksums/svhn_cropped.txt); the data set's own page has none.
        Files =
        [
            new()
            {
                Name = SvhnReader.Train,
                Checksum = FileChecksum.OfOffered(
                    182_040_794, "435e94d69a87fde4fd4d7f3dd208dfc32cb6ae8af2240d066de1df7508d083b8"),
            },
            new()
            {
                Name = SvhnReader.Test,
                Checksum = FileChecksum.OfOffered(
                    64_275_384, "cdce80dfb2a2c4c6160906d0bd7c68ec5a99d7ca4831afa54f09182025b6a75b"),
            },
        ],
        OtherFolders = ["SVHN/cropped", "svhn_cropped"],
        Mirrors = [new("http://ufldl.stanford.edu/housenumbers/")],
        Reader = SvhnReader.Read,
    };
}
