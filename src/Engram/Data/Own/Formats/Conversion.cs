using Engram.Data.Images;

namespace Engram.Data.Own.Formats;

/// <summary>Images that come all at once, converted where it is asked for.</summary>
internal static class Conversion
{
    /// <summary>The images, each with the file and its index for a name.</summary>
    public static RawImages Of(byte[] pixels, ImageShape shape, int count, string name, ImageConversion conversion)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(index => $"image {index} of {name}")];
        return conversion == ImageConversion.None
            ? new RawImages(shape, pixels, names)
            : new ImageStack(names, index => new RawImage(shape, pixels[(index * shape.InputSize)..((index + 1) * shape.InputSize)]), conversion).Read();
    }
}
