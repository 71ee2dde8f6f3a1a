using Engram.Models;

namespace Engram.Families.Convolutional.Objectives;

/// <summary>
/// A grid over maps. Cell i of n in a row of m numbers goes from ⌊i·m/n⌋ to ⌈(i + 1)·m/n⌉, so that neighbours share a number where n does not divide m.
/// </summary>
internal sealed class MapGrid
{
    private readonly LayerShape _maps;

    /// <param name="maps">The maps.</param>
    /// <param name="size">Rows and columns of the grid at most; a map has no more cells than numbers.</param>
    public MapGrid(LayerShape maps, int size)
    {
        _maps = maps;
        Height = Math.Min(size, maps.Height);
        Width = Math.Min(size, maps.Width);
    }

    /// <summary>Rows of the grid.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Cells of a map.</summary>
    public int CellCount => Height * Width;

    /// <summary>The mean of every cell of every map, in the order channel, row, column.</summary>
    public void Pool(ReadOnlySpan<float> maps, Span<float> means)
    {
        int place = 0;
        for (int channel = 0; channel < _maps.Channels; channel++)
        {
            ReadOnlySpan<float> map = Map(maps, channel);
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    means[place++] = Mean(map, y, x);
                }
            }
        }
    }

    /// <summary>∂L/∂maps from ∂L/∂means.</summary>
    public void PassBack(ReadOnlySpan<float> ofMeans, Span<float> gradient)
    {
        int place = 0;
        gradient.Clear();
        for (int channel = 0; channel < _maps.Channels; channel++)
        {
            Span<float> map = gradient.Slice(channel * _maps.Height * _maps.Width, _maps.Height * _maps.Width);
            for (int y = 0; y < Height; y++)
            {
                for (int x = 0; x < Width; x++)
                {
                    Spread(map, y, x, ofMeans[place++]);
                }
            }
        }
    }

    private ReadOnlySpan<float> Map(ReadOnlySpan<float> maps, int channel) =>
        maps.Slice(channel * _maps.Height * _maps.Width, _maps.Height * _maps.Width);

    private float Mean(ReadOnlySpan<float> map, int y, int x)
    {
        (int top, int bottom) = Cell(y, Height, _maps.Height);
        (int left, int right) = Cell(x, Width, _maps.Width);
        float sum = 0;
        for (int row = top; row < bottom; row++)
        {
            foreach (float value in map.Slice((row * _maps.Width) + left, right - left))
            {
                sum += value;
            }
        }

        return sum / ((bottom - top) * (right - left));
    }

    private void Spread(Span<float> map, int y, int x, float ofMean)
    {
        (int top, int bottom) = Cell(y, Height, _maps.Height);
        (int left, int right) = Cell(x, Width, _maps.Width);
        float share = ofMean / ((bottom - top) * (right - left));
        for (int row = top; row < bottom; row++)
        {
            foreach (ref float value in map.Slice((row * _maps.Width) + left, right - left))
            {
                value += share;
            }
        }
    }

    private static (int Start, int End) Cell(int index, int count, int length) => (index * length / count, (((index + 1) * length) + count - 1) / count);
}
