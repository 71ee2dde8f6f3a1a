namespace Engram.Tests.Data;

public sealed class ImageDatasetTests
{
    private static readonly ImageShape _shape = new(1, 1, 2);

    [Fact]
    public void Images_are_read_by_their_index()
    {
        ImageDataset images = Create([1, 2, 3, 4, 5, 6], [0, 1, 0]);

        Assert.Equal((3, 2), (images.Count, images.ClassCount));
        Assert.Equal([3, 4], images.Pixels(1).ToArray());
        Assert.Equal([5, 6], images.Pixels(2).ToArray());
        Assert.Equal([0, 1, 0], images.Labels.ToArray());
    }

    [Fact]
    public void Take_keeps_the_first_images()
    {
        ImageDataset images = Create([1, 2, 3, 4, 5, 6], [0, 1, 0]);

        ImageDataset first = images.Take(2);

        Assert.Equal(2, first.Count);
        Assert.Equal([3, 4], first.Pixels(1).ToArray());
        Assert.Equal([0, 1], first.Labels.ToArray());
        Assert.Same(images, images.Take(3));
        Assert.Same(images, images.Take(100));
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Take(0));
    }

    [Fact]
    public void No_images_at_all_are_refused() => Refuses([], [], "tiny holds no images; at least one is needed.");

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void Pixels_that_do_not_fit_the_labels_are_refused(int pixelCount) => Refuses(
        new byte[pixelCount],
        [0, 1],
        $"tiny holds {pixelCount} pixel bytes for 2 labels of 2 bytes each; images and labels must come from the same split.");

    [Fact]
    public void A_label_without_a_class_is_refused() => Refuses(
        new byte[6],
        [0, 1, 2],
        "tiny has label 2 at index 2, but labels run from 0 to 1; the label file is damaged or belongs to another data set.");

    [Fact]
    public void A_data_set_without_classes_is_refused() => Assert.Equal(
        "tiny has no classes, so that its labels mean nothing; name at least one.",
        Assert.Throws<EngramException>(() => new ImageDataset("tiny", _shape, [1, 2], [0], [], PixelNormalization.Mnist)).Message);

    [Fact]
    public void Labels_have_no_end_at_a_byte()
    {
        string[] names = [.. Enumerable.Range(0, 1000).Select(label => $"{label}")];
        ImageDataset images = new("wide", _shape, new byte[6], [999, 255, 256], names, PixelNormalization.Mnist);
        Assert.Equal([999, 255, 256], images.Labels.ToArray());
        Assert.Equal("wide without 999", images.Without(999).Name);
        Assert.Equal([255, 256], images.Without(999).Labels.ToArray());
        Assert.NotEqual(images.Fingerprint, new ImageDataset("wide", _shape, new byte[6], [999 - 256, 255, 256], names, PixelNormalization.Mnist).Fingerprint);
    }

    /// <summary>Checkpoints and weights of before hold this one.</summary>
    [Fact]
    public void The_fingerprint_of_a_few_classes_is_that_of_their_bytes() =>
        Assert.Equal(Convert.ToHexStringLower(System.IO.Hashing.XxHash3.Hash([1, 2, 3, 4, 0, 1])), Create([1, 2, 3, 4], [0, 1]).Fingerprint);

    [Fact]
    public void Three_channels_with_one_mean_are_refused() => Assert.Equal(
        "rgb has images of 3 channels, but a normalization for 1; give a mean and a standard deviation for every channel.",
        Assert.Throws<EngramException>(() => new ImageDataset("rgb", new ImageShape(3, 1, 1), new byte[3], [0], ["no", "yes"], PixelNormalization.Mnist)).Message);

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, -1)]
    [InlineData(1, 1, 0)]
    [InlineData(3, 1 << 16, 1 << 16)]
    public void A_shape_without_pixels_or_with_too_many_cannot_be_made(int channels, int height, int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageShape(channels, height, width));

    [Theory]
    [InlineData(1, 28, 28, 784, 784, "1x28x28")]
    [InlineData(3, 32, 30, 960, 2880, "3x32x30")]
    public void A_shape_knows_its_sizes(int channels, int height, int width, int pixelCount, int inputSize, string text)
    {
        ImageShape shape = new(channels, height, width);

        Assert.Equal((pixelCount, inputSize, text), (shape.PixelCount, shape.InputSize, shape.ToString()));
    }

    private static ImageDataset Create(byte[] pixels, int[] labels) =>
        new("tiny", _shape, pixels, labels, ["no", "yes"], PixelNormalization.Mnist);

    private static void Refuses(byte[] pixels, int[] labels, string message) =>
        Assert.Equal(message, Assert.Throws<EngramException>(() => Create(pixels, labels)).Message);

    [Fact]
    public void Without_a_class_the_other_images_keep_their_order_labels_and_class_names()
    {
        ImageDataset all = TestSupport.SyntheticImages.Create(40);
        ImageDataset rest = all.Without(2);
        int[] kept = [.. Enumerable.Range(0, 40).Where(sample => all.Labels[sample] != 2)];
        Assert.InRange(kept.Length, 10, 39);
        Assert.Equal(kept.Length, rest.Count);
        Assert.Equal((2, 4, "synthetic without class 2"), (rest.LeftOutLabel, rest.ClassCount, rest.Name));
        Assert.Equal(2, rest.Take(5).LeftOutLabel);
        Assert.Null(all.LeftOutLabel);
        for (int place = 0; place < kept.Length; place++)
        {
            Assert.Equal(all.Labels[kept[place]], rest.Labels[place]);
            Assert.Equal(all.Pixels(kept[place]), rest.Pixels(place));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    public void A_class_that_is_not_there_cannot_be_left_out(int label) => Assert.Equal(
        $"synthetic has no class {label} to leave out; choose one from 0 to 3.",
        Assert.Throws<EngramException>(() => TestSupport.SyntheticImages.Create(40).Without(label)).Message);
}
