using Engram.Tests.TestSupport;

namespace Engram.Tests.Face;

/// <summary>Data sets of arrays that a program has.</summary>
public sealed class ImageArraysTests
{
    private static readonly ImageShape _shape = new(1, 2, 2);
    private static readonly byte[] _pixels = [0, 51, 102, 255, 1, 2, 3, 4, 9, 8, 7, 6];

    [Fact]
    public void Bytes_and_brightness_are_the_same_images_which_no_longer_hang_on_the_arrays()
    {
        byte[] bytes = [.. _pixels];
        ImageDataset ofBytes = ImageDataset.Create(bytes, [0, 1, 1], _shape);
        ImageDataset ofFloats = ImageDataset.Create(_pixels.Select(value => value / 255f).ToArray(), [0, 1, 1], _shape);
        bytes[0] = 77;
        Assert.Equal(_pixels.AsSpan(0, 4).ToArray(), ofBytes.Pixels(0).ToArray());
        Assert.Equal(ofBytes.Fingerprint, ofFloats.Fingerprint);
        Assert.Equal(["0", "1"], ofBytes.ClassNames);
        Assert.Equal(_pixels.Average(value => value / 255.0), ofBytes.Normalization.Mean[0], 1e-6);
        Assert.Equal(["cat", "dog", "owl"], ImageDataset.Create(_pixels, [0, 1, 1], _shape, ["cat", "dog", "owl"]).ClassNames);
        Assert.Same(PixelNormalization.Mnist, ImageDataset.Create(_pixels, [0, 1, 1], _shape, normalization: PixelNormalization.Mnist).Normalization);
    }

    [Fact]
    public void Names_and_normalization_no_longer_hang_on_the_lists_either()
    {
        List<string> names = ["cat", "dog"];
        float[] mean = [0.5f];
        ImageDataset images = ImageDataset.Create(_pixels, [0, 1, 1], _shape, names, new PixelNormalization(mean, [0.25f]));
        names[0] = "owl";
        mean[0] = 9;
        Assert.Equal(["cat", "dog"], images.ClassNames);
        Assert.Equal(-2, images.Normalization.Apply(0, 0));
    }

    [Fact]
    public void Bad_arrays_are_named()
    {
        Refused("images has 12 pixels and 2 labels, but an image of 1x2x2 has 4; give 4 pixels for each label.", () => ImageDataset.Create(_pixels, [0, 1], _shape));
        Refused("toys holds no images; at least one is needed.", () => ImageDataset.Create(Array.Empty<byte>(), [], _shape, name: "toys"));
        Refused("images has label -1 at index 2, but labels run from 0 to 1; number the classes from 0 on, and name each of them.", () => ImageDataset.Create(_pixels, [0, 1, -1], _shape));
        Refused("images has no name for class 1; give every class a name.", () => ImageDataset.Create(_pixels, [0, 1, 1], _shape, ["cat", null!]));
        Refused("images has 2 classes of the name cat; give each a name of its own.", () => ImageDataset.Create(_pixels, [0, 1, 1], _shape, ["cat", "cat"]));
        Refused("images has label 2 at index 1, but labels run from 0 to 1; number the classes from 0 on, and name each of them.", () => ImageDataset.Create(_pixels, [0, 2, 1], _shape, ["cat", "dog"]));
        Refused(
            "images has the pixel value 254 in image 1 at place 2, but numbers are brightness from 0 to 1; scale them to that, or give bytes from 0 to 255.",
            () => ImageDataset.Create([0, 0, 0, 1, 0, 0, 254f, 0], [0, 1], _shape));
        Refused("All pixels of the training images in images have the same value, so there is nothing to learn from; name other images.", () => ImageDataset.Create(new byte[8], [0, 1], _shape));
        Refused(
            "images has images of 1 channels, but a normalization for 3; give a mean and a standard deviation for every channel.",
            () => ImageDataset.Create(_pixels, [0, 1, 1], _shape, normalization: new PixelNormalization([0, 0, 0], [1, 1, 1])));
    }

    [Fact]
    public void A_split_keeps_the_normalization_that_was_given_and_otherwise_takes_that_of_the_training_images()
    {
        ImageDataset given = SyntheticImages.Create(200);
        DatasetSplits kept = given.Split();
        Assert.Same(given.Normalization, kept.Train.Normalization);
        Assert.Same(given.Normalization, kept.Test.Normalization);

        ImageDataset itself = ImageDataset.Create(given.AllPixels, given.Labels, given.Shape);
        DatasetSplits splits = itself.Split();
        Assert.Equal(ImageDataset.Create(splits.Train.AllPixels, splits.Train.Labels, given.Shape).Normalization.Mean, splits.Test.Normalization.Mean);
        Assert.NotEqual(itself.Normalization.Mean, splits.Test.Normalization.Mean);
    }

    [Fact]
    public void A_share_of_every_class_is_kept_for_the_test_and_normalized_as_the_rest()
    {
        ImageDataset images = SyntheticImages.Create(200);
        DatasetSplits splits = images.Split(0.25f);
        Assert.Equal(200, splits.Train.Count + splits.Test.Count);
        for (int label = 0; label < 4; label++)
        {
            int count = images.Labels.Count(label);
            Assert.Equal((int)Math.Round(count * 0.25), splits.Test.Labels.Count(label));
        }

        Assert.Same(splits.Train.Normalization, splits.Test.Normalization);
        Assert.Equal(splits.Test.Fingerprint, images.Split(0.25f).Test.Fingerprint);
        Assert.NotEqual(splits.Test.Fingerprint, images.Split(0.25f, seed: 2).Test.Fingerprint);
        Refused("images has a single image of class 0, so that there is none to test on; add images of it, or leave the class out.", () => ImageDataset.Create(_pixels, [0, 1, 1], _shape).Split());
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Split(1));
    }

    private static void Refused(string sentence, Action act) => Assert.Equal(sentence, Assert.Throws<EngramException>(act).Message);
}
