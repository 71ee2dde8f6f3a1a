using System.Runtime.Intrinsics;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>Work space of one thread for the tiles of an image.</summary>
internal sealed unsafe class TileSpace
{
    // Copies go in steps of a vector and may write behind what they are to; whoever comes next writes over it.
    private const int Overrun = 16;

    private readonly ConvolutionShape _shape;
    private readonly PositionTiles _tiles;
    private readonly PinnedArray<float> _maps;
    private readonly PinnedArray<float> _factors;
    private readonly PinnedArray<int> _terms;

    public TileSpace(ConvolutionShape shape, PositionTiles tiles)
    {
        _shape = shape;
        _tiles = tiles;
        _maps = new PinnedArray<float>(((long)shape.Channels * tiles.Height * tiles.Width) + Overrun);
        _factors = new PinnedArray<float>(((long)shape.PatchSize * tiles.TileRows) + Overrun);
        _terms = new PinnedArray<int>((long)shape.PatchSize + KernelTable.TermsAhead);
        Drives = new Matrix(tiles.TileRows, shape.Filters);
    }

    /// <summary>[terms, rows of a tile]: what the positions see, term by term.</summary>
    public float* Factors => _factors.Start;

    /// <summary>The terms in which some position sees something.</summary>
    public int* Terms => _terms.Start;

    /// <summary>Drives of a tile, [positions, filters].</summary>
    public Matrix Drives { get; }

    /// <summary>Lays the padding around the maps of an image.</summary>
    public void Load(float* maps)
    {
        for (int row = 0; row < _shape.Channels * _shape.Height; row++)
        {
            int place = ((((row / _shape.Height * _tiles.Height) + (row % _shape.Height) + _shape.Padding) * _tiles.Width) + _shape.Padding);
            new ReadOnlySpan<float>(maps + (row * _shape.Width), _shape.Width).CopyTo(new Span<float>(_maps.Start + place, _shape.Width));
        }
    }

    /// <summary>Packs what the positions of a tile see, and leaves out what none of them does.</summary>
    /// <returns>How many terms there are.</returns>
    public int Pack(int tile)
    {
        ReadOnlySpan<PositionTiles.Stretch> stretches = _tiles.Of(tile);
        PositionTiles.Stretch last = stretches[^1];
        Vector512<float> rows = Vector512.LessThan(Vector512.CreateSequence(0f, 1f), Vector512.Create((float)(last.Row + last.Length)));
        float* factors = Factors;
        int count = 0;
        for (int term = 0; term < _tiles.TermPlaces.Length; term++)
        {
            float* source = _maps.Start + _tiles.TermPlaces[term];
            foreach (PositionTiles.Stretch stretch in stretches)
            {
                Copy(source + stretch.Place, stretch.Length, factors + stretch.Row);
            }

            if (!Vector512.EqualsAll(Vector512.Load(factors) & rows, Vector512<float>.Zero))
            {
                Terms[count++] = term;
                factors += _tiles.TileRows;
            }
        }

        return count;
    }

    private void Copy(float* source, int length, float* destination)
    {
        if (_shape.Stride == 1)
        {
            Vector512.Store(Vector512.Load(source), destination);
            return;
        }

        for (int place = 0; place < length; place++)
        {
            destination[place] = source[place * _shape.Stride];
        }
    }
}
