using Engram.Data;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Data;

public class ValidationSplitTests
{
    private static readonly ImageDataset _images = SyntheticImages.Create(203);

    [Theory]
    [InlineData(0.1f)]
    [InlineData(0.25f)]
    [InlineData(0.9f)]
    public void Every_class_gives_its_share_rounded(float share)
    {
        ValidationSplit split = ValidationSplit.Of(_images, share, seed: 3);
        for (int label = 0; label < _images.ClassCount; label++)
        {
            int all = Count(_images, label);
            Assert.Equal((int)Math.Round(all * (double)share), Count(split.Validation!, label));
            Assert.Equal(all, Count(split.Train, label) + Count(split.Validation!, label));
        }
    }

    [Fact]
    public void Both_parts_together_are_the_images_each_in_their_order()
    {
        ValidationSplit split = ValidationSplit.Of(_images, 0.3f, seed: 3);
        string[] train = Images(split.Train);
        string[] validation = Images(split.Validation!);
        Assert.Equal(Images(_images).Order(), train.Concat(validation).Order());
        Assert.Equal(Images(_images).Where(train.Contains), train);
        Assert.Equal(Images(_images).Where(validation.Contains), validation);
        Assert.Equal(("synthetic", "synthetic (validation)"), (split.Train.Name, split.Validation!.Name));
    }

    [Fact]
    public void Equal_seeds_give_equal_parts_and_others_do_not()
    {
        string first = ValidationSplit.Of(_images, 0.2f, seed: 3).Validation!.Fingerprint;
        Assert.Equal(first, ValidationSplit.Of(_images, 0.2f, seed: 3).Validation!.Fingerprint);
        Assert.NotEqual(first, ValidationSplit.Of(_images, 0.2f, seed: 4).Validation!.Fingerprint);
    }

    [Fact]
    public void No_share_leaves_the_images_as_they_are()
    {
        ValidationSplit split = ValidationSplit.Of(_images, 0, seed: 3);
        Assert.Same(_images, split.Train);
        Assert.Null(split.Validation);
    }

    [Fact]
    public void A_class_keeps_an_image_to_learn_from()
    {
        ValidationSplit split = ValidationSplit.Of(_images, 0.999f, seed: 3);
        Assert.All(Enumerable.Range(0, _images.ClassCount), label => Assert.Equal(1, Count(split.Train, label)));
    }

    [Fact]
    public void A_class_that_is_left_out_stays_so() =>
        Assert.Equal((2, 2), (ValidationSplit.Of(_images.Without(2), 0.2f, 3).Train.LeftOutLabel, ValidationSplit.Of(_images.Without(2), 0.2f, 3).Validation!.LeftOutLabel));

    [Fact]
    public void A_share_of_no_image_is_a_sentence() => Assert.Equal(
        "validationSplit is 0.001, but no class of synthetic has enough of its 203 images to give one to validation; use a larger share, or 0.",
        Assert.Throws<EngramException>(() => ValidationSplit.Of(_images, 0.001f, seed: 3)).Message);

    private static int Count(ImageDataset images, int label) => images.Labels.ToArray().Count(found => found == label);

    private static string[] Images(ImageDataset images) =>
        [.. Enumerable.Range(0, images.Count).Select(sample => $"{images.Labels[sample]} {Convert.ToHexString(images.Pixels(sample))}")];
}
