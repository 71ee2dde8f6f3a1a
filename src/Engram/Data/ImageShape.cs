namespace Engram.Data;

/// <summary>The shape of one image. Pixels are stored channel first: [channels, height, width].</summary>
/// <param name="Channels">1 for grey, 3 for red, green, blue.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Columns of pixels.</param>
public readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Pixels in one channel: height × width.</summary>
    public int PixelCount => Height * Width;

    /// <summary>Values in one image, which is the number of inputs of a network: channels × height × width.</summary>
    public int InputSize => Channels * PixelCount;

    /// <inheritdoc/>
    public override string ToString() => $"{Channels}x{Height}x{Width}";
}
