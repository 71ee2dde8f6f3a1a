namespace Engram;

/// <summary>The shape of one image. Pixels are stored channel first: [channels, height, width].</summary>
/// <param name="Channels">1 for grey, 3 for red, green, blue.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
/// <exception cref="ArgumentOutOfRangeException">A length is below 1, or an image has more than 2^28 values.</exception>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Most values of an image; no data set has images of a sixteenth of that.</summary>
    internal const int MaximumInputSize = 1 << 28;

    /// <summary>1 for grey, 3 for red, green, blue.</summary>
    public int Channels { get; init; } = Positive(Channels, nameof(Channels));

    /// <summary>Rows of pixels.</summary>
    public int Height { get; init; } = Positive(Height, nameof(Height));

    /// <summary>Columns of pixels.</summary>
    public int Width { get; init; } = Fitting(Channels, Height, Positive(Width, nameof(Width)));

    /// <summary>Pixels in one channel: height × width.</summary>
    public int PixelCount => Height * Width;

    /// <summary>Values in one image, which is the number of inputs of a network: channels × height × width.</summary>
    public int InputSize => Channels * PixelCount;

    /// <summary>The channels in a sentence.</summary>
    internal string ChannelText => Channels == 1 ? "1 channel" : $"{Channels} channels";

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}x{Height}x{Width}";

    private static int Positive(int length, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1, name);
        return length;
    }

    private static int Fitting(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((Int128)channels * height * width, MaximumInputSize, "values of an image");
        return width;
    }
}
