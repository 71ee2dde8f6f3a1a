using Engram.Labels.Patterns;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Training.Labels;

/// <summary>Labels that are spread over an image.</summary>
public class LabelPatternTests
{
    private static readonly ImageShape _shape = new(1, 28, 28);

    [Fact]
    public void Ten_waves_are_those_of_their_definition()
    {
        (int Frequency, int Degrees)[] expected = [(1, 0), (1, 45), (1, 90), (1, 135), (2, 0), (2, 45), (2, 90), (3, 0), (3, 45), (3, 90)];
        ImageShape wide = new(1, 6, 9);
        foreach ((float[] gray, (int Frequency, int Degrees) definition) in FourierWave.Draw(10, wide).Zip(expected))
        {
            for (int pixel = 0; pixel < gray.Length; pixel++)
            {
                Assert.Equal(ReferenceLabels.Wave(definition, wide, pixel), gray[pixel], 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(1000)]
    public void No_two_of_many_waves_are_alike(int classes)
    {
        float[][] waves = FourierWave.Draw(classes, _shape);
        Assert.Equal(classes, waves.Length);
        Assert.All(waves, wave => Assert.All(wave, gray => Assert.InRange(gray, 0, 1)));
        Assert.Equal(classes, waves.Select(wave => string.Join(' ', wave.Select(gray => MathF.Round(gray, 2)))).Distinct().Count());
    }

    // On few pixels some waves are the same.
    [Theory]
    [InlineData(1, 28)]
    [InlineData(6, 6)]
    [InlineData(4, 4)]
    public void No_two_of_ten_waves_are_alike_on_small_images(int height, int width)
    {
        float[][] waves = FourierWave.Draw(10, new ImageShape(1, height, width));
        Assert.All(waves.Index(), wave => Assert.All(waves.Skip(wave.Index + 1), other => Assert.True(wave.Item.Zip(other, (one, two) => Math.Abs(one - two)).Max() > 0.003)));
    }

    [Fact]
    public void More_classes_than_waves_that_differ_are_refused() => Assert.Equal(
        "There are 3 classes, but only 2 waves on 1x1x1 images that differ; use labelCode morphological, or larger images.",
        Assert.Throws<EngramException>(() => FourierWave.Draw(3, new ImageShape(1, 1, 1))).Message);

    [Theory]
    [InlineData(10)]
    [InlineData(700)]
    public void No_two_of_many_sets_of_operations_make_the_same_of_an_image(int classes)
    {
        float[] image = [.. new Random(3).SignedArray(_shape.InputSize).Select(MathF.Abs)];
        ImageOperations[] operations = ImageOperations.Of(classes, _shape);
        Assert.Equal(classes, operations.Length);
        Assert.Equal(classes, operations.Select(one => string.Join(' ', Apply(one, image))).Distinct().Count());
    }

    [Fact]
    public void The_first_operations_are_those_of_their_definitions()
    {
        ImageShape wide = new(1, 6, 9);
        float[] image = [.. new Random(5).SignedArray(wide.InputSize).Select(MathF.Abs)];
        double[] gray = [.. image.Select(value => (double)value)];
        foreach ((int label, ImageOperations operations) in ImageOperations.Of(9, wide).Index())
        {
            float[] actual = [.. image];
            operations.Apply(actual, wide.Width, black: 0, white: 1, new float[2 * image.Length]);
            double[] expected = ReferenceLabels.Operate(label, gray, wide.Height, wide.Width);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
    }

    [Theory]
    [InlineData("fourier")]
    [InlineData("morphological")]
    public void An_image_without_a_label_is_the_mean_of_all_labels(string code)
    {
        ImageDataset data = SyntheticImages.Create(1, channels: 3, background: false);
        InputFormat input = InputFormat.Of(data, labelsInInput: true, code);
        LabelCode labels = code == "fourier" ? new BlendedLabel(input, 0.35f) : new TransformedImage(input);
        double[] image = ReferenceNetwork.PlainInput(data, 0);
        double[] mean = new double[image.Length];
        for (int label = 0; label < data.ClassCount; label++)
        {
            float[] labelled = Write(labels, image, label);
            mean = [.. mean.Zip(labelled, (sum, value) => sum + (value / (double)data.ClassCount))];
        }

        Assert.All(mean.Zip(Write(labels, image, NetworkRun.NoLabel)), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void More_classes_than_sets_of_operations_are_refused()
    {
        string[] names = [.. Enumerable.Range(0, 600).Select(label => $"{label}")];
        InputFormat input = new() { Shape = new ImageShape(1, 8, 8), ClassNames = names, Normalization = PixelNormalization.Mnist, Overlay = Engram.Labels.LabelOverlay.None(new ImageShape(1, 8, 8)) };
        Assert.Equal(
            "There are 600 classes, but only 540 sets of operations for 1x8x8 images that differ; use labelCode fourier, or larger images.",
            Assert.Throws<EngramException>(() => new TransformedImage(input)).Message);
    }

    private static float[] Write(LabelCode code, double[] image, int label)
    {
        float[] inputs = [.. image.Select(value => (float)value)];
        code.Write(inputs, label);
        return inputs;
    }

    private static float[] Apply(ImageOperations operations, float[] image)
    {
        float[] result = [.. image];
        operations.Apply(result, _shape.Width, black: 0, white: 1, new float[2 * image.Length]);
        return result;
    }
}
