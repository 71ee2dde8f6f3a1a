using Engram.Storage;
using StbImageSharp;

namespace Engram.Data.Images;

/// <summary>Reads one image: PNG, JPEG or BMP, with 1 to 4 channels (grey, grey and transparency, color, color and transparency) of 8 bits; 16 become 8.</summary>
public static class ImageFile
{
    // Deflate packs 1,032 bytes into one, each of up to eight pixels.
    private const int MostPixelsPerByte = 1 << 14;

    private static readonly string[] _endings = [".png", ".jpg", ".jpeg", ".bmp"];

    // Images that people have, and that are not read: to pass over them would change the data in silence.
    private static readonly string[] _otherEndings = [".gif", ".webp", ".tif", ".tiff", ".heic", ".avif", ".jp2", ".ppm", ".pgm", ".tga"];

    /// <summary>Endings of the names of image files.</summary>
    public static IReadOnlyList<string> Endings => _endings;

    /// <summary>Whether a file is called like an image.</summary>
    public static bool IsNamedLikeOne(string path) => _endings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is called like an image of a form that is not read.</summary>
    internal static bool IsNamedLikeAnother(string path) => _otherEndings.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a file.</summary>
    /// <exception cref="EngramException">It cannot be read, or is no such image.</exception>
    public static RawImage Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(FileFailure.GuardReading(path, () => File.ReadAllBytes(path)), path);
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="bytes">The content.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="EngramException">It is no such image.</exception>
    internal static RawImage Read(byte[] bytes, string name)
    {
        if (bytes.Length == 0)
        {
            throw new EngramException($"{name} is empty where an image is expected; remove it or replace it by a good copy.");
        }

        if (!ImageIntegrity.IsKnown(bytes))
        {
            throw new EngramException($"{name} is not a PNG, JPEG or BMP image; convert it to one of these, or remove it.");
        }

        return ImageIntegrity.Fault(bytes) is { } fault ? throw Damaged(name, fault) : ByChannel(Decode(bytes, name));
    }

    private static ImageResult Decode(byte[] bytes, string name)
    {
        try
        {
            using MemoryStream stream = new(bytes, writable: false);
            ImageInfo info = ImageInfo.FromStream(stream) ?? throw Damaged(name, "its header is wrong");
            if (info.Width < 1 || info.Height < 1 || 4L * info.Width * info.Height > Math.Min(ImageShape.MaximumInputSize, 4L * bytes.Length * MostPixelsPerByte))
            {
                throw Damaged(name, $"it announces {info.Width}x{info.Height} pixels in {bytes.Length} bytes");
            }

            stream.Position = 0;
            return ImageResult.FromStream(stream, ColorComponents.Default);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or EngramException))
        {
            // The decoder throws whatever it meets: InvalidOperationException with a word or two, or what an index out of range gives.
            throw Damaged(name, "its content is wrong", exception);
        }
    }

    private static EngramException Damaged(string name, string reason, Exception? cause = null) =>
        new($"{name} is a damaged image ({reason}); replace it by a good copy, or remove it.", cause);

    /// <summary>Decoders give pixel by pixel, Engram keeps channel by channel.</summary>
    private static RawImage ByChannel(ImageResult image)
    {
        int channels = (int)image.Comp;
        var shape = new ImageShape(channels, image.Height, image.Width);
        return new RawImage(shape, PixelOrder.ByChannel(image.Data, 1, shape));
    }
}
