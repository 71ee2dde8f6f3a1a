using Engram.Families;
using Engram.Labels;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Data;

public class LabelOverlayTests
{
    [Fact]
    public void A_gray_image_carries_its_label_in_the_first_inputs()
    {
        LabelOverlay overlay = new(new ImageShape(1, 2, 4), 3, 2.5f);
        float[] inputs = [1, 1, 1, 1, 1, 1, 1, 1];
        overlay.Write(inputs, 1);
        Assert.Equal([0, 2.5f, 0, 1, 1, 1, 1, 1], inputs);
        overlay.Write(inputs, 2);
        Assert.Equal([0, 0, 2.5f, 1, 1, 1, 1, 1], inputs);
        Assert.Equal(1, overlay.InputsPerLabel);
    }

    [Fact]
    public void A_color_image_carries_its_label_in_every_channel()
    {
        LabelOverlay overlay = new(new ImageShape(3, 1, 3), 2, 4);
        float[] inputs = [1, 1, 1, 2, 2, 2, 3, 3, 3];
        overlay.Write(inputs, 1);
        Assert.Equal([0, 4, 1, 0, 4, 2, 0, 4, 3], inputs);
        overlay.Clear(inputs);
        Assert.Equal([0, 0, 1, 0, 0, 2, 0, 0, 3], inputs);
        Assert.Equal(3, overlay.InputsPerLabel);
        Assert.Equal([1, 4, 7], Enumerable.Range(0, 3).Select(channel => overlay.InputIndex(channel, 1)));
    }

    [Fact]
    public void The_value_is_the_largest_input_of_the_training_images()
    {
        ImageDataset train = Create(new ImageShape(1, 1, 3), [0, 10, 200, 50, 60, 70], [0, 1]);
        Assert.Equal(PixelNormalization.Mnist.Apply(0, 200), LabelOverlay.For(train).Value);
    }

    [Fact]
    public void With_several_channels_the_value_is_the_largest_of_all_after_normalization()
    {
        PixelNormalization normalization = new([0, 0.5f], [1, 0.25f]);
        ImageDataset train = new("two", new ImageShape(2, 1, 2), [255, 0, 250, 0], [1], ["0", "1"], normalization);
        Assert.Equal(normalization.Apply(1, 250), LabelOverlay.For(train).Value);
    }

    [Fact]
    public void As_many_pixels_as_classes_are_enough_and_fewer_are_refused()
    {
        Assert.Equal(2, LabelOverlay.For(Create(new ImageShape(1, 1, 2), [1, 2], [1])).ClassCount);
        EngramException failure = Assert.Throws<EngramException>(() => LabelOverlay.For(Create(new ImageShape(2, 1, 1), [1, 2], [1])));
        Assert.Equal("small has 2 classes but only 1 pixels per channel to write a label into; use larger images, or labelCode appended.", failure.Message);
    }

    [Fact]
    public void Labels_behind_the_pixels_leave_these_as_they_are()
    {
        LabelOverlay overlay = new(new ImageShape(2, 1, 2), 5, 3, IsAppended: true);
        float[] inputs = [.. Enumerable.Repeat(1f, overlay.InputCount)];
        overlay.Write(inputs, 1);
        Assert.Equal([1, 1, 1, 1, 0, 3, 0, 0, 0], inputs);
        overlay.Clear(inputs);
        Assert.Equal([1, 1, 1, 1, 0, 0, 0, 0, 0], inputs);
    }

    /// <summary>What a label covers, a network does not see.</summary>
    [Theory]
    [InlineData(8, 16, null)]
    [InlineData(8, 17, "wide has 17 classes, whose label takes 17 of the 64 pixels of a channel, but a quarter is the most; use larger images, fewer classes, labelCode appended, or a model without labels in its images, such as bp.")]
    [InlineData(8, 64, "wide has 64 classes, whose label takes 64 of the 64 pixels of a channel, but a quarter is the most; use larger images, fewer classes, labelCode appended, or a model without labels in its images, such as bp.")]
    public void Labels_that_take_more_than_a_quarter_of_an_image_are_refused_where_they_are_in_it(int side, int classCount, string? refusal)
    {
        ImageDataset train = new("wide", new ImageShape(1, side, side), new byte[2 * side * side], [0, 1], [.. Enumerable.Range(0, classCount).Select(label => $"{label}")], PixelNormalization.Mnist);
        using WorkerPool workers = new(1);

        Assert.Equal(refusal, Record.Exception(() => TrainingDrivers.Create(new TrainingSpec { Layers = [4, 4] }, train, workers))?.Message);
        Assert.NotNull(TrainingDrivers.Create(ModelTable.Find("bp").Defaults with { Layers = [4, 4] }, train, workers));
    }

    [Fact]
    public void An_overlay_that_does_not_fit_its_images_cannot_be_made()
    {
        ImageShape shape = new(1, 2, 2);

        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelOverlay(shape, 5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelOverlay(shape, -1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LabelOverlay(shape, 2, float.NaN));
    }

    private static ImageDataset Create(ImageShape shape, byte[] pixels, int[] labels) =>
        new("small", shape, pixels, labels, ["0", "1"], shape.Channels == 1 ? PixelNormalization.Mnist : new PixelNormalization([0.1307f, 0.1f], [0.3081f, 0.2f]));
}
