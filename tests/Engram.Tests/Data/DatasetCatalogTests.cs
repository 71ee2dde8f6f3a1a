using Engram.Data;

namespace Engram.Tests.Data;

public sealed class DatasetCatalogTests
{
    [Fact]
    public void The_repository_has_the_MNIST_of_the_catalog()
    {
        DatasetLocation location = DatasetCatalog.Locate(DatasetCatalog.Find("mnist"));

        Assert.All(location.Verify(), check => Assert.Null(check.Failure));
    }

    [Fact]
    public void MNIST_is_loaded_without_any_setting()
    {
        DatasetSplits mnist = DatasetCatalog.Load("mnist");

        Assert.Equal(("mnist train", 60_000), (mnist.Train.Name, mnist.Train.Count));
        Assert.Equal(("mnist test", 10_000), (mnist.Test.Name, mnist.Test.Count));
        Assert.Equal(new ImageShape(1, 28, 28), mnist.Train.Shape);
        Assert.Equal([5, 0, 4, 1, 9], mnist.Train.Labels[..5].ToArray());
        Assert.Equal([7, 2, 1, 0, 4], mnist.Test.Labels[..5].ToArray());
        // The constants of the normalization are the training split's own.
        Assert.Equal(0.1307, MeanPixel(mnist.Train) / 255, 4);
    }

    [Fact]
    public void FashionMnist_of_Debian_is_that_of_the_catalog()
    {
        Assert.SkipUnless(Directory.Exists("/usr/share/datasets/fashion-mnist"), "The package dataset-fashion-mnist is not installed.");

        DatasetLocation location = DatasetCatalog.Locate(DatasetCatalog.Find("fashion-mnist"));
        DatasetSplits fashion = location.Load();

        Assert.All(location.Verify(), check => Assert.Null(check.Failure));
        Assert.Equal((60_000, 10_000), (fashion.Train.Count, fashion.Test.Count));
        Assert.Equal("Ankle boot", fashion.Train.ClassNames[fashion.Train.Labels[0]]);
    }

    [Fact]
    public void Every_description_is_complete()
    {
        Assert.Equal(["mnist", "fashion-mnist"], DatasetCatalog.All.Select(dataset => dataset.Name));
        Assert.All(DatasetCatalog.All, dataset =>
        {
            Assert.Equal(10, dataset.ClassNames.Distinct().Count());
            Assert.Equal(PixelNormalization.Mnist, dataset.Normalization);
            Assert.Equal(new ImageShape(1, 28, 28), dataset.Shape);
            Assert.Equal([47_040_016, 60_008, 7_840_016, 10_008], dataset.Files.Select(file => file.Length));
            Assert.All(dataset.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Sha256));
            Assert.True(dataset.Mirrors.Count >= 2);
            // Without the slash, the last folder of an address would be replaced by the file's name.
            Assert.All(dataset.Mirrors, mirror => Assert.EndsWith("/", mirror.AbsoluteUri, StringComparison.Ordinal));
        });
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        EngramException failure = Assert.Throws<EngramException>(() => DatasetCatalog.Load("minst"));

        Assert.Equal("minst is not the name of a data set; choose one of mnist, fashion-mnist.", failure.Message);
    }

    [Fact]
    public void A_data_folder_that_does_not_exist_is_not_passed_over()
    {
        EngramException failure = Assert.Throws<EngramException>(() => DatasetCatalog.Load("mnist", "/no/such/folder"));

        Assert.Equal(
            "The data folder /no/such/folder does not exist; name an existing one or leave --data-dir out.", failure.Message);
    }

    private static double MeanPixel(ImageDataset images)
    {
        long sum = 0;
        for (int index = 0; index < images.Count; index++)
        {
            foreach (byte pixel in images.Pixels(index))
            {
                sum += pixel;
            }
        }

        return (double)sum / images.Count / images.Shape.InputSize;
    }
}
