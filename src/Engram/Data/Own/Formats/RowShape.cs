namespace Engram.Data.Own.Formats;

/// <summary>The shape of images that files have as rows of numbers.</summary>
internal static class RowShape
{
    /// <summary>The shape that the user says: it is not guessed.</summary>
    /// <exception cref="EngramException">None is said, or one of another number of values.</exception>
    public static ImageShape Require(ImageShape? given, int valueCount, string name)
    {
        if (given is not { } shape)
        {
            int side = (int)Math.Round(Math.Sqrt(valueCount));
            string example = side * side == valueCount ? $"{side}x{side}" : "28x28";
            throw new EngramException($"{name} has {valueCount} values for each image, and nothing says of which shape; add --shape with height and width, such as {example}, and channels where there are several.");
        }

        return shape.InputSize == valueCount ? shape : throw new EngramException(
            $"{name} has {valueCount} values for each image, but shape {shape.Height}x{shape.Width}{(shape.Channels == 1 ? "" : $"x{shape.Channels}")} has {shape.InputSize}; give a shape of {valueCount} values.");
    }
}
