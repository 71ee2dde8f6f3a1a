using System.Numerics.Tensors;

namespace Engram.Labels.Patterns;

/// <summary>The least and the largest of neighborhoods of 3×3 pixels, as far as they lie within the image.</summary>
internal static class Neighborhood
{
    /// <summary>Changes the shapes of an image.</summary>
    /// <param name="operation">How.</param>
    /// <param name="image">Row by row; receives the result.</param>
    /// <param name="width">Columns.</param>
    /// <param name="black">The number that is black.</param>
    /// <param name="first">Work space of an image.</param>
    /// <param name="second">The same.</param>
    public static void Apply(ShapeOperation operation, Span<float> image, int width, float black, Span<float> first, Span<float> second)
    {
        switch (operation)
        {
            case ShapeOperation.Erosion:
                TakeLeast(image, image, width, second);
                break;
            case ShapeOperation.Dilation:
                TakeLargest(image, image, width, second);
                break;
            case ShapeOperation.Opening:
                TakeLeast(image, image, width, second);
                TakeLargest(image, image, width, second);
                break;
            case ShapeOperation.Closing:
                TakeLargest(image, image, width, second);
                TakeLeast(image, image, width, second);
                break;
            case ShapeOperation.Gradient:
                TakeLeast(image, first, width, second);
                TakeLargest(image, image, width, second);
                TensorPrimitives.Subtract(image, first, image);
                TensorPrimitives.Add(image, black, image);
                break;
            default:
                break;
        }
    }

    private static void TakeLeast(ReadOnlySpan<float> source, Span<float> destination, int width, Span<float> spare)
    {
        TensorPrimitives.Negate(source, destination);
        TakeLargest(destination, destination, width, spare);
        TensorPrimitives.Negate(destination, destination);
    }

    // Along rows, then along columns.
    private static void TakeLargest(ReadOnlySpan<float> source, Span<float> destination, int width, Span<float> spare)
    {
        for (int start = 0; start < source.Length; start += width)
        {
            ReadOnlySpan<float> row = source.Slice(start, width);
            Span<float> largest = spare.Slice(start, width);
            row.CopyTo(largest);
            TensorPrimitives.Max(largest[1..], row[..^1], largest[1..]);
            TensorPrimitives.Max(largest[..^1], row[1..], largest[..^1]);
        }

        ReadOnlySpan<float> ofRows = spare[..source.Length];
        ofRows.CopyTo(destination);
        TensorPrimitives.Max(destination[width..], ofRows[..^width], destination[width..]);
        TensorPrimitives.Max(destination[..^width], ofRows[width..], destination[..^width]);
    }
}
