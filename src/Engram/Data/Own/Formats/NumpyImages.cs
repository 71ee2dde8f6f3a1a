using Engram.Data.Images;
using Engram.Storage;

namespace Engram.Data.Own.Formats;

/// <summary>An array of images or of labels.</summary>
/// <param name="Array">The array.</param>
/// <param name="Name">What messages call it.</param>
internal sealed record NumpyImages(NpyArray Array, string Name)
{
    /// <summary>Most channels of an image.</summary>
    private const int MostChannels = 4;

    /// <summary>Images with their labels.</summary>
    /// <exception cref="EngramException">They do not fit together, or hold what cannot be read as images or labels.</exception>
    public static LabelledImages Join(NumpyImages images, NumpyImages labels, OwnDataOptions options)
    {
        string[] texts = labels.ToLabels();
        int count = images.Array.Shape.Count > 0 ? (int)images.Array.Shape[0] : 0;
        if (count != texts.Length)
        {
            throw new EngramException($"{images.Name} has {count} images, but {labels.Name} has {texts.Length} labels; save one label for each image.");
        }

        if (count == 0)
        {
            throw new EngramException($"{images.Name} holds no images; save at least two of each class.");
        }

        (RawImages raw, string? scale) = images.ToImages(options);
        return new LabelledImages(raw, texts) { Scale = scale };
    }

    /// <summary>The array as images.</summary>
    /// <exception cref="EngramException">Its shape is not that of images, or its numbers are no pixels.</exception>
    public (RawImages Images, string? Scale) ToImages(OwnDataOptions options)
    {
        (ImageShape shape, bool isChannelLast) = ShapeOf(options.Shape);
        int count = (int)Array.Shape[0];
        (byte[] bytes, string? scale) = Array.DataType switch
        {
            "|u1" => PixelValues.FromBytes(Array.Bytes),
            "<i4" => PixelValues.FromWhole([.. Array.Ints.Select(value => (long)value)], Name, shape.InputSize),
            "<i8" => PixelValues.FromWhole(Array.Longs, Name, shape.InputSize),
            _ => ((byte[], string?))PixelValues.FromReal(Array.Floats, Name, shape.InputSize),
        };
        return (Conversion.Of(isChannelLast ? PixelOrder.ByChannel(bytes, count, shape) : bytes, shape, count, Name, options.Conversion), scale);
    }

    private string[] ToLabels()
    {
        if (Array.Shape.Count(length => length != 1) > 1 || Array.Shape.Count > 2)
        {
            throw new EngramException(
                $"{Name} has the shape {Describe()}, but labels are one row of whole numbers; save the number of each image's class, such as numpy's argmax(axis=1) of one-hot labels.");
        }

        return NumberLabels.ToTexts(Array.DataType switch
        {
            "|u1" => [.. Array.Bytes.Select(label => (long)label)],
            "<i4" => [.. Array.Ints.Select(label => (long)label)],
            "<i8" => Array.Longs,
            _ => [.. Array.Floats.Select((label, index) => NumberLabels.Whole(label, Name, index))],
        });
    }

    /// <summary>[images, height, width], and channels last or first; frames, whose steps become channels; or rows of numbers, whose shape the user says.</summary>
    private (ImageShape Shape, bool IsChannelLast) ShapeOf(ImageShape? given)
    {
        IReadOnlyList<long> shape = Array.Shape;
        bool isLast = shape.Count == 4 && shape[3] <= MostChannels;
        bool isFirst = shape.Count == 4 && shape[1] <= MostChannels;
        if (shape.Any(length => length is < 1 or > int.MaxValue) || shape.Count is < 2 or > 5 || (shape.Count == 4 && isLast == isFirst))
        {
            throw new EngramException(
                $"{Name} has the shape {Describe()}, but needs [images, height, width], with up to {MostChannels} channels before or after; reshape the array, or save frames as [images, steps, channels, height, width].");
        }

        (Int128 channels, long height, long width) = shape.Count switch
        {
            2 => (0, 0, 0),
            3 => (1, shape[1], shape[2]),
            4 => isFirst ? (shape[1], shape[2], shape[3]) : (shape[3], shape[1], shape[2]),
            _ => ((Int128)shape[1] * shape[2], shape[3], shape[4]),
        };
        if (channels * height * width > ImageShape.MaximumInputSize)
        {
            throw new EngramException($"{Name} has images of {height}x{width} pixels, which are more than {ImageShape.MaximumInputSize} values; save smaller ones.");
        }

        return channels == 0 ? (RowShape.Require(given, (int)shape[1], Name), true) : (new ImageShape((int)channels, (int)height, (int)width), isLast);
    }

    private string Describe() => TensorShape.Describe([.. Array.Shape]);
}
