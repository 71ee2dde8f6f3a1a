using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>
/// Where filters find their numbers. On maps with their padding laid around, in the order row, column, channel, what a filter sees is a fixed distance from its
/// position: a number's place is that of the position plus that of the term. Terms are summed in that order too; filters are kept in the order channel, row, column.
/// </summary>
internal sealed unsafe class MapPlaces
{
    private readonly PinnedArray<int> _positions;
    private readonly PinnedArray<int> _terms;
    private readonly PinnedArray<int> _indices;
    private readonly int _channels;
    private readonly int _size;

    /// <param name="shape">The convolution.</param>
    /// <param name="tileRows">Rows of a kernel's tile: the last position and the last term are repeated until a tile is full.</param>
    public MapPlaces(ConvolutionShape shape, int tileRows)
    {
        _channels = shape.Channels;
        _size = shape.KernelSize;
        Height = shape.Height + (2 * shape.Padding);
        Width = shape.Width + (2 * shape.Padding);
        Size = shape.Channels * Height * Width;
        _positions = Fill(shape.Positions, tileRows, position =>
            ((position / shape.OutputWidth * shape.Stride * Width) + (position % shape.OutputWidth * shape.Stride)) * shape.Channels);
        int ofRow = shape.KernelSize * shape.Channels;
        _terms = Fill(shape.PatchSize, tileRows, term => (term / ofRow * Width * shape.Channels) + (term % ofRow));
        _indices = Fill(Math.Max(shape.Positions, shape.PatchSize), tileRows, index => index);
    }

    /// <summary>Rows of a map with its padding.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Numbers in all maps of an image with their padding.</summary>
    public int Size { get; }

    /// <summary>The place of each position.</summary>
    public int* Positions => _positions.Start;

    /// <summary>How far each number that a filter sees is from its position, in the order row, column, channel.</summary>
    public int* Terms => _terms.Start;

    /// <summary>0, 1, 2 ...: every position, or every term.</summary>
    public int* Indices => _indices.Start;

    /// <summary>Which number of a filter, in the order channel, row, column, belongs to a term.</summary>
    public int NumberOfFilter(int term) => (term % _channels * _size * _size) + (term / _channels);

    private static PinnedArray<int> Fill(int count, int tileRows, Func<int, int> place)
    {
        PinnedArray<int> places = new((count + tileRows - 1) / tileRows * tileRows);
        for (int index = 0; index < places.Items.Length; index++)
        {
            places.Items[index] = place(Math.Min(index, count - 1));
        }

        return places;
    }
}
