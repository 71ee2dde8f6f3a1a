namespace Engram.Data.Images;

/// <summary>Puts images of one shape behind each other, whatever thread brings them.</summary>
/// <param name="names">What messages call each image.</param>
/// <param name="read">Reads an image by its place.</param>
/// <param name="conversion">What is done to each.</param>
internal sealed class ImageStack(IReadOnlyList<string> names, Func<int, RawImage> read, ImageConversion conversion)
{
    /// <summary>Reads all images.</summary>
    /// <exception cref="EngramException">One cannot be read, they have different shapes, or they are too many for the memory of an array.</exception>
    public RawImages Read()
    {
        RawImage first = conversion.Apply(read(0));
        ImageShape shape = first.Shape;
        RequireRoom(shape);
        byte[] pixels = GC.AllocateUninitializedArray<byte>(names.Count * shape.InputSize);
        first.Pixels.CopyTo(pixels, 0);
        ParallelReads.Run(1, names.Count, place =>
        {
            RawImage image = conversion.Apply(read(place));
            RequireSame(shape, image.Shape, names[place]);
            image.Pixels.CopyTo(pixels, place * shape.InputSize);
        });
        return new RawImages(shape, pixels, names);
    }

    private void RequireRoom(ImageShape shape)
    {
        if ((long)names.Count * shape.InputSize > Array.MaxLength)
        {
            throw new EngramException(
                $"{names.Count} images such as {names[0]} of {shape} values take more than the {Array.MaxLength} bytes that can be kept; add --resize with a smaller size, or take fewer images.");
        }
    }

    private void RequireSame(ImageShape first, ImageShape other, string name)
    {
        if (other.Channels != first.Channels)
        {
            throw new EngramException(
                $"{name} has {other.ChannelText}, but {names[0]} has {first.ChannelText}; add --grayscale, or convert one of them.");
        }

        if (other != first)
        {
            throw new EngramException(
                $"{name} is {other.Height}x{other.Width} pixels, but {names[0]} is {first.Height}x{first.Width}; add --resize {first.Height}x{first.Width} or another size.");
        }
    }
}
