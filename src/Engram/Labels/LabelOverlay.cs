using Engram.Data;

namespace Engram.Labels;

/// <summary>
/// Writes a label into an image: the first <see cref="ClassCount"/> inputs of every channel are set to 0, then the
/// label's one to <see cref="Value"/>. This happens after normalization (Tosato et al., arXiv 2305.18353).
/// </summary>
/// <param name="Shape">Shape of the images.</param>
/// <param name="ClassCount">Number of labels.</param>
/// <param name="Value">What the label's input is set to: the maximum input over the training images.</param>
/// <exception cref="ArgumentOutOfRangeException">There are more labels than pixels in a channel, or the value is not finite.</exception>
public sealed record LabelOverlay(ImageShape Shape, int ClassCount, float Value)
{
    // What a label covers, a network does not see; a quarter of MNIST's images would be 196 classes.
    private const int LeastPixelsPerClass = 4;

    /// <summary>Number of labels.</summary>
    public int ClassCount { get; } = Fitting(ClassCount, Shape);

    /// <summary>What the label's input is set to: the maximum input over the training images.</summary>
    public float Value { get; } = float.IsFinite(Value)
        ? Value
        : throw new ArgumentOutOfRangeException(nameof(Value), Value, "The value of a label must be finite.");

    /// <summary>The overlay that belongs to a training split.</summary>
    /// <exception cref="EngramException">An image channel has fewer pixels than there are classes.</exception>
    public static LabelOverlay For(ImageDataset train)
    {
        ArgumentNullException.ThrowIfNull(train);
        return train.Shape.PixelCount >= train.ClassCount
            ? new LabelOverlay(train.Shape, train.ClassCount, train.MaximumInput)
            : throw new EngramException(
                $"{train.Name} has {train.ClassCount} classes but only {train.Shape.PixelCount} pixels per channel to write a label into; use larger images.");
    }

    /// <summary>Fails where labels would take so much of the images that little is left to learn from.</summary>
    /// <exception cref="EngramException">They take more than a quarter.</exception>
    internal static void RequireRoom(ImageDataset train)
    {
        if ((long)train.ClassCount * LeastPixelsPerClass > train.Shape.PixelCount)
        {
            throw new EngramException(
                $"{train.Name} has {train.ClassCount} classes, whose label takes {train.ClassCount} of the {train.Shape.PixelCount} pixels of a channel, but a quarter is the most; use larger images, fewer classes, or a model without labels in its images, such as bp.");
        }
    }

    /// <summary>No label at all: images stay as they are.</summary>
    public static LabelOverlay None(ImageShape shape) => new(shape, 0, 0);

    /// <summary>Number of inputs that carry one label: one per channel.</summary>
    public int InputsPerLabel => Shape.Channels;

    /// <summary>Index of the input that carries a label in a channel.</summary>
    public int InputIndex(int channel, int label) => (channel * Shape.PixelCount) + label;

    /// <summary>Clears the inputs that carry labels.</summary>
    public void Clear(Span<float> inputs)
    {
        for (int channel = 0; channel < Shape.Channels; channel++)
        {
            inputs.Slice(InputIndex(channel, 0), ClassCount).Clear();
        }
    }

    /// <summary>Writes a label into normalized inputs.</summary>
    public void Write(Span<float> inputs, int label)
    {
        Clear(inputs);
        for (int channel = 0; channel < Shape.Channels; channel++)
        {
            inputs[InputIndex(channel, label)] = Value;
        }
    }

    private static int Fitting(int classCount, ImageShape shape)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, shape.PixelCount);
        return classCount;
    }
}
