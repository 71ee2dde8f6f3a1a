using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The maps of one image with their padding laid around, in the order row, column, channel, in work space of one thread: all that a filter sees of a row lies side by
/// side. What lies outside of a map stays zero.
/// </summary>
internal sealed unsafe class PaddedMaps(ConvolutionShape shape, MapPlaces places)
{
    // Vectors may be read that begin with the last number.
    private readonly PinnedArray<float> _numbers = new((long)places.Size + Matrix.ColumnMultiple);

    /// <summary>The first number.</summary>
    public float* Start => _numbers.Start;

    /// <summary>Takes the maps of an image, which are in the order channel, row, column.</summary>
    public void Load(float* maps)
    {
        int ofMap = shape.Height * shape.Width;
        for (int row = 0; row < shape.Height; row++)
        {
            float* destination = Start + ((((row + shape.Padding) * places.Width) + shape.Padding) * shape.Channels);
            if (shape.Channels == 1)
            {
                new ReadOnlySpan<float>(maps + (row * shape.Width), shape.Width).CopyTo(new Span<float>(destination, shape.Width));
                continue;
            }

            Transposition.CopyBlock(maps + (row * shape.Width), ofMap, shape.Channels, destination, shape.Channels, shape.Width);
        }
    }
}
