namespace Engram.Labels;

/// <summary>
/// Writes a label into an image: the first <see cref="ClassCount"/> inputs of every channel are set to 0, then the
/// label's one to <see cref="Value"/>. This happens after normalization (Tosato et al., arXiv 2305.18353). Or labels have
/// inputs of their own behind all pixels, which then stay as they are.
/// </summary>
/// <param name="Shape">Shape of the images.</param>
/// <param name="ClassCount">Number of labels.</param>
/// <param name="Value">What the label's input is set to: the maximum input over the training images.</param>
/// <param name="IsAppended">Whether labels have inputs of their own behind the pixels, one each, whatever the number of channels.</param>
/// <exception cref="ArgumentOutOfRangeException">There are more labels than pixels in a channel that are to hold them, or the value is not finite.</exception>
internal sealed record LabelOverlay(ImageShape Shape, int ClassCount, float Value, bool IsAppended = false)
{
    // What a label covers, a network does not see; a quarter of MNIST's images would be 196 classes.
    private const int LeastPixelsPerClass = 4;

    /// <summary>Number of labels.</summary>
    public int ClassCount { get; } = Fitting(ClassCount, Shape, IsAppended);

    /// <summary>What the label's input is set to: the maximum input over the training images.</summary>
    public float Value { get; } = float.IsFinite(Value)
        ? Value
        : throw new ArgumentOutOfRangeException(nameof(Value), Value, "The value of a label must be finite.");

    /// <summary>The overlay that belongs to a training split.</summary>
    /// <param name="train">The split.</param>
    /// <param name="isAppended">Whether labels have inputs of their own.</param>
    /// <exception cref="EngramException">An image channel has fewer pixels than there are classes.</exception>
    public static LabelOverlay For(ImageDataset train, bool isAppended = false)
    {
        ArgumentNullException.ThrowIfNull(train);
        return isAppended || train.Shape.PixelCount >= train.ClassCount
            ? new LabelOverlay(train.Shape, train.ClassCount, train.MaximumInput, isAppended)
            : throw new EngramException(
                $"{train.Name} has {train.ClassCount} classes but only {train.Shape.PixelCount} pixels per channel to write a label into; use larger images, or labelCode appended.");
    }

    /// <summary>What labels take of the images, as a sentence, where they take more than a row of pixels; null where they take less.</summary>
    internal string? Crowding => !IsAppended && ClassCount > Shape.Width
        ? $"The labels of {ClassCount} classes take {ClassCount} of the {Shape.PixelCount} pixels of each channel, more than a row of {Shape.Width}; labelCode appended gives them inputs of their own."
        : null;

    /// <summary>Fails where labels would take so much of the images that little is left to learn from.</summary>
    /// <exception cref="EngramException">They take more than a quarter.</exception>
    internal static void RequireRoom(ImageDataset train)
    {
        if ((long)train.ClassCount * LeastPixelsPerClass > train.Shape.PixelCount)
        {
            throw new EngramException(
                $"{train.Name} has {train.ClassCount} classes, whose label takes {train.ClassCount} of the {train.Shape.PixelCount} pixels of a channel, but a quarter is the most; use larger images, fewer classes, labelCode appended, or a model without labels in its images, such as bp.");
        }
    }

    /// <summary>No label at all: images stay as they are.</summary>
    public static LabelOverlay None(ImageShape shape) => new(shape, 0, 0);

    /// <summary>Number of inputs of a network: one for each value of an image, and those of labels of their own.</summary>
    public int InputCount => CountInputs(Shape, ClassCount, IsAppended);

    /// <summary>Number of inputs that carry one label: one per channel, or one.</summary>
    public int InputsPerLabel => IsAppended ? 1 : Shape.Channels;

    /// <summary>Index of the input that carries a label.</summary>
    /// <param name="channel">Which of the <see cref="InputsPerLabel"/>.</param>
    /// <param name="label">The label.</param>
    public int InputIndex(int channel, int label) => IsAppended ? Shape.InputSize + label : (channel * Shape.PixelCount) + label;

    /// <summary>The label that an input carries; <see cref="ClassCount"/> or more where it carries none.</summary>
    internal int LabelOf(int input) => !IsAppended ? input % Shape.PixelCount : input >= Shape.InputSize ? input - Shape.InputSize : ClassCount;

    /// <summary>Number of inputs of a network that takes labels.</summary>
    internal static int CountInputs(ImageShape shape, int classCount, bool isAppended) => shape.InputSize + (isAppended ? classCount : 0);

    /// <summary>Clears the inputs that carry labels.</summary>
    public void Clear(Span<float> inputs)
    {
        for (int channel = 0; channel < InputsPerLabel; channel++)
        {
            inputs.Slice(InputIndex(channel, 0), ClassCount).Clear();
        }
    }

    /// <summary>Writes a label into normalized inputs.</summary>
    public void Write(Span<float> inputs, int label)
    {
        Clear(inputs);
        for (int channel = 0; channel < InputsPerLabel; channel++)
        {
            inputs[InputIndex(channel, label)] = Value;
        }
    }

    private static int Fitting(int classCount, ImageShape shape, bool isAppended)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(classCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classCount, isAppended ? int.MaxValue - shape.InputSize : shape.PixelCount);
        return classCount;
    }
}
