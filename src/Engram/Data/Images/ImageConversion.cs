namespace Engram.Data.Images;

/// <summary>What is done to images on their way in: nothing, unless it is asked for.</summary>
public sealed record ImageConversion
{
    /// <summary>Images as they are.</summary>
    public static ImageConversion None { get; } = new();

    /// <summary>Height and width that all images are brought to; null leaves them as they are.</summary>
    public (int Height, int Width)? Resize { get; init; }

    /// <summary>Whether color becomes brightness, 0.299 R + 0.587 G + 0.114 B, and transparency is left out.</summary>
    public bool Grayscale { get; init; }

    /// <summary>What is done, as a clause; null for nothing.</summary>
    internal string? Remark => (Resize, Grayscale) switch
    {
        (null, false) => null,
        (null, true) => "without color",
        var ((height, width), grayscale) => $"resized to {height}x{width}{(grayscale ? " without color" : "")}",
    };

    /// <summary>One image, converted.</summary>
    public RawImage Apply(RawImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        RawImage converted = Grayscale ? ToBrightness(image) : image;
        return Resize is var (height, width) ? ImageScaling.To(converted, height, width) : converted;
    }

    private static RawImage ToBrightness(RawImage image)
    {
        int count = image.Shape.PixelCount;
        byte[] bright = image.Pixels[..count];
        for (int pixel = 0; image.Shape.Channels >= 3 && pixel < count; pixel++)
        {
            int thousandths = (299 * image.Pixels[pixel]) + (587 * image.Pixels[count + pixel]) + (114 * image.Pixels[(2 * count) + pixel]);
            bright[pixel] = (byte)((thousandths + 500) / 1000);
        }

        return new RawImage(image.Shape with { Channels = 1 }, bright);
    }
}
