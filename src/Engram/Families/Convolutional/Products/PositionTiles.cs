namespace Engram.Families.Convolutional.Products;

/// <summary>
/// The positions of a convolution, so many at a time as a kernel's tile has rows. On maps with their padding laid around, what a filter sees is a fixed
/// distance from its position, and positions side by side see neighbours: a tile's factors of one term are a few short stretches of a map.
/// </summary>
internal sealed class PositionTiles
{
    private readonly List<Stretch> _stretches = [];
    private readonly int[] _starts;

    /// <param name="shape">The convolution.</param>
    /// <param name="tileRows">Rows of a tile.</param>
    public PositionTiles(ConvolutionShape shape, int tileRows)
    {
        TileRows = tileRows;
        Height = shape.Height + (2 * shape.Padding);
        Width = shape.Width + (2 * shape.Padding);
        Count = (shape.Positions + tileRows - 1) / tileRows;
        TermPlaces =
        [
            .. Enumerable.Range(0, shape.PatchSize).Select(term =>
                (((term / (shape.KernelSize * shape.KernelSize) * Height) + (term / shape.KernelSize % shape.KernelSize)) * Width) + (term % shape.KernelSize)),
        ];
        _starts = new int[Count + 1];
        for (int tile = 0; tile < Count; tile++)
        {
            AddStretches(shape, tile * tileRows, Math.Min(shape.Positions, (tile + 1) * tileRows));
            _starts[tile + 1] = _stretches.Count;
        }
    }

    /// <summary>Tiles of an image.</summary>
    public int Count { get; }

    /// <summary>Positions of a tile; the last may have fewer.</summary>
    public int TileRows { get; }

    /// <summary>Rows of a map with its padding.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>How far each number that a filter sees is from its position, in maps with their padding.</summary>
    public int[] TermPlaces { get; }

    /// <summary>The stretches of a tile, in the order of its rows.</summary>
    public ReadOnlySpan<Stretch> Of(int tile) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_stretches)[_starts[tile].._starts[tile + 1]];

    private void AddStretches(ConvolutionShape shape, int first, int end)
    {
        for (int position = first; position < end;)
        {
            int column = position % shape.OutputWidth;
            int length = Math.Min(end - position, shape.OutputWidth - column);
            int place = (position / shape.OutputWidth * shape.Stride * Width) + (column * shape.Stride);
            _stretches.Add(new Stretch(position - first, place, length));
            position += length;
        }
    }

    /// <summary>Positions side by side in one row of maps.</summary>
    /// <param name="Row">The first one's row of the tile.</param>
    /// <param name="Place">Its place in maps with their padding.</param>
    /// <param name="Length">How many there are.</param>
    public readonly record struct Stretch(int Row, int Place, int Length);
}
