using System.Numerics.Tensors;
using Engram.Labels.Patterns;

namespace Engram.Models.Layerwise;

/// <summary>
/// A label is a set of operations on the image, which then holds nothing but what they make of it. An image without a label is the mean of what those of all
/// labels make of it.
/// </summary>
internal sealed class TransformedImage : LabelCode
{
    [ThreadStatic]
    private static float[]? _spare;

    private readonly InputFormat _input;
    private readonly ImageOperations[] _ofLabel;

    /// <exception cref="EngramException">There are more classes than operations that differ on images of such a size.</exception>
    public TransformedImage(InputFormat input)
    {
        _input = input;
        _ofLabel = ImageOperations.Of(input.ClassCount, input.Shape);
        if (_ofLabel.Length < input.ClassCount)
        {
            throw new EngramException(
                $"There are {input.ClassCount} classes, but only {_ofLabel.Length} sets of operations for {input.Shape} images that differ; use labelCode fourier, or larger images.");
        }
    }

    /// <summary>The operations of each label.</summary>
    public IReadOnlyList<ImageOperations> OfLabel => _ofLabel;

    public override void Write(Span<float> inputs, int label)
    {
        int pixels = _input.Shape.PixelCount;
        Span<float> spare = Spare(pixels * 4);
        for (int channel = 0; channel < _input.Shape.Channels; channel++)
        {
            Span<float> image = inputs.Slice(channel * pixels, pixels);
            float black = _input.Normalization!.Apply(channel, byte.MinValue);
            float white = _input.Normalization.Apply(channel, byte.MaxValue);
            if (label == NetworkRun.NoLabel)
            {
                TakeMean(image, black, white, spare);
            }
            else
            {
                _ofLabel[label].Apply(image, _input.Shape.Width, black, white, spare);
            }
        }
    }

    private void TakeMean(Span<float> image, float black, float white, Span<float> spare)
    {
        Span<float> sum = spare.Slice(2 * image.Length, image.Length);
        Span<float> one = spare.Slice(3 * image.Length, image.Length);
        sum.Clear();
        foreach (ImageOperations operations in _ofLabel)
        {
            image.CopyTo(one);
            operations.Apply(one, _input.Shape.Width, black, white, spare);
            TensorPrimitives.Add(sum, one, sum);
        }

        TensorPrimitives.Divide(sum, _ofLabel.Length, image);
    }

    private static Span<float> Spare(int length)
    {
        if (_spare is null || _spare.Length < length)
        {
            _spare = new float[length];
        }

        return _spare;
    }
}
