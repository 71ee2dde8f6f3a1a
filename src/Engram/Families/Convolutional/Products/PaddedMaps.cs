using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>The maps of one image with their padding laid around, in work space of one thread. What lies outside of a map stays zero.</summary>
internal sealed unsafe class PaddedMaps(ConvolutionShape shape, MapPlaces places)
{
    // Vectors may be read that begin with the last number.
    private readonly PinnedArray<float> _numbers = new((long)places.Size + Matrix.ColumnMultiple);

    /// <summary>The first number.</summary>
    public float* Start => _numbers.Start;

    /// <summary>Takes the maps of an image in the order channel, row, column.</summary>
    public void LoadMaps(float* maps)
    {
        for (int row = 0; row < shape.Channels * shape.Height; row++)
        {
            int y = (row / shape.Height * places.Height) + (row % shape.Height) + shape.Padding;
            new ReadOnlySpan<float>(maps + ((nint)row * shape.Width), shape.Width).CopyTo(new Span<float>(Start + (y * places.Width) + shape.Padding, shape.Width));
        }
    }

    /// <summary>Takes them and keeps them in the order row, column, channel: all that a filter sees of a row lies side by side.</summary>
    public void LoadPixels(float* maps)
    {
        int ofMap = shape.Height * shape.Width;
        for (int row = 0; row < shape.Height; row++)
        {
            float* destination = Start + ((((row + shape.Padding) * places.Width) + shape.Padding) * shape.Channels);
            Transposition.CopyBlock(maps + (row * shape.Width), ofMap, shape.Channels, destination, shape.Channels, shape.Width);
        }
    }
}
