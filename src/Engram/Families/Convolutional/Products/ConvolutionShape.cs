namespace Engram.Families.Convolutional.Products;

/// <summary>How filters go over maps: the same weights at every position, z[f, y, x] = Σ W[f, c, i, j] · map[c, y · stride + i − padding, x · stride + j − padding].</summary>
/// <param name="Channels">Channels of the maps below.</param>
/// <param name="Height">Rows of each of these.</param>
/// <param name="Width">Their columns.</param>
/// <param name="Filters">Filters, each of which makes a map.</param>
/// <param name="KernelSize">Rows and columns of a filter.</param>
/// <param name="Stride">Steps from one position to the next.</param>
/// <param name="Padding">Rows and columns of zeros around a map.</param>
internal readonly record struct ConvolutionShape(int Channels, int Height, int Width, int Filters, int KernelSize, int Stride, int Padding)
{
    /// <summary>Rows of the maps that it makes; below 1 where a filter is larger than the padded maps.</summary>
    public int OutputHeight => Length(Height);

    /// <summary>Their columns.</summary>
    public int OutputWidth => Length(Width);

    /// <summary>Positions at which a filter stands.</summary>
    public int Positions => OutputHeight * OutputWidth;

    /// <summary>Numbers that a filter sees at a position, in the order channel, row, column.</summary>
    public int PatchSize => Channels * KernelSize * KernelSize;

    /// <summary>Numbers in all maps that it makes of an image, in the order filter, row, column.</summary>
    public int OutputSize => Filters * Positions;

    /// <summary>Multiply-adds of an image.</summary>
    public double MultiplyAdds => (double)OutputSize * PatchSize;

    private int Length(int length)
    {
        int room = length + (2 * Padding) - KernelSize;
        return room < 0 ? 0 : (room / Stride) + 1;
    }
}
