using Engram.Data.Files;

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
        Assert.Equal(
            ["mnist", "fashion-mnist", "kmnist", "cifar-10", "svhn"], DatasetCatalog.All.Select(dataset => dataset.Name));
        Assert.All(DatasetCatalog.All, dataset =>
        {
            Assert.Equal(10, dataset.ClassNames.Distinct().Count());
            Assert.Equal(dataset.Shape.Channels, dataset.Normalization.Mean.Count);
            Assert.Equal(dataset.Shape.Channels, dataset.Normalization.StandardDeviation.Count);
            Assert.All(dataset.Files, file => Assert.Matches("^[0-9a-f]{64}$", file.Checksum.Sha256));
            Assert.All(dataset.Files, file => Assert.True(file.Checksum.Length > 0));
            Assert.NotEmpty(dataset.Mirrors);
            // Without the slash, the last folder of an address would be replaced by the file's name.
            Assert.All(dataset.Mirrors, mirror => Assert.EndsWith("/", mirror.AbsoluteUri, StringComparison.Ordinal));
        });
        Assert.Distinct(DatasetCatalog.All.SelectMany(dataset => dataset.Files).Select(file => file.Checksum.Sha256));
    }

    [Theory]
    [InlineData("mnist")]
    [InlineData("fashion-mnist")]
    [InlineData("kmnist")]
    public void Relatives_of_MNIST_have_its_files_shape_and_normalization(string name)
    {
        DatasetDescription dataset = DatasetCatalog.Find(name);

        Assert.Equal(DatasetCatalog.Find("mnist").Files.Select(file => file.Name), dataset.Files.Select(file => file.Name));
        Assert.Equal(new ImageShape(1, 28, 28), dataset.Shape);
        Assert.Equal((60_000, 10_000), (dataset.TrainCount, dataset.TestCount));
        Assert.Equal(PixelNormalization.Mnist, dataset.Normalization);
    }

    [Theory]
    [InlineData("cifar-10", 50_000, 10_000)]
    [InlineData("svhn", 73_257, 26_032)]
    public void Color_images_have_3072_inputs(string name, int trainCount, int testCount)
    {
        DatasetDescription dataset = DatasetCatalog.Find(name);

        Assert.Equal((3072, trainCount, testCount), (dataset.Shape.InputSize, dataset.TrainCount, dataset.TestCount));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_known_ones()
    {
        EngramException failure = Assert.Throws<EngramException>(() => DatasetCatalog.Load("minst"));

        Assert.Equal("minst is not the name of a data set; choose one of mnist, fashion-mnist, kmnist, cifar-10, svhn.", failure.Message);
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
