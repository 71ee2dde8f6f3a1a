using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>Work space of one thread for the way up.</summary>
internal sealed unsafe class ConvolutionSpace
{
    /// <summary>Positions that are multiplied before their drives are written: a multiple of every tile's rows and of what a transposition moves at once.</summary>
    public const int StripPositions = 48;

    // A word that begins with any of eight bits has so many whole ones at least.
    private const int BitsAtOnce = 57;

    // Looking for terms that a tile may leave out pays where so many numbers at most are active.
    private const double MostActive = 0.5;

    private readonly KernelTable _kernels;
    private readonly MapPlaces _places;
    private readonly int _termCount;
    private readonly PinnedArray<ulong> _active;
    private readonly PinnedArray<int> _terms;
    private readonly PinnedArray<int> _rows;
    private bool _isSparse;

    public ConvolutionSpace(KernelTable kernels, ConvolutionShape shape, MapPlaces places)
    {
        _kernels = kernels;
        _places = places;
        _termCount = shape.PatchSize;
        Maps = new PaddedMaps(shape, places);
        Drives = new Matrix(StripPositions, shape.Filters);
        _active = new PinnedArray<ulong>(ActiveRows.WordCount(places.Size + Matrix.ColumnMultiple) + 1);
        _terms = new PinnedArray<int>(shape.PatchSize + 1);
        _rows = new PinnedArray<int>(shape.PatchSize + 1);
    }

    /// <summary>The maps of an image.</summary>
    public PaddedMaps Maps { get; }

    /// <summary>Drives of some positions, [positions, filters].</summary>
    public Matrix Drives { get; }

    /// <summary>Places of the terms that were found.</summary>
    public int* Terms { get; private set; }

    /// <summary>Their rows of the filters.</summary>
    public int* Rows { get; private set; }

    /// <summary>Takes the maps of an image.</summary>
    public void Load(float* maps)
    {
        Maps.LoadMaps(maps);
        int words = ActiveRows.WordCount(_places.Size);
        _kernels.CollectActive(Maps.Start, Matrix.Padded(_places.Size), _active.Start);
        _isSparse = ActiveRows.CountBits(_active.Start, words) < MostActive * _places.Size;
    }

    /// <summary>Finds the terms in which some position of a tile may see something.</summary>
    /// <param name="first">The tile's first position.</param>
    /// <param name="last">Its last.</param>
    /// <returns>How many there are.</returns>
    public int FindTerms(int first, int last)
    {
        int place = _places.Positions[first];
        int span = _places.Positions[last] - place + 1;
        if (!_isSparse || span > BitsAtOnce)
        {
            Terms = _places.Terms;
            Rows = _places.Indices;
            return _termCount;
        }

        Terms = _terms.Start;
        Rows = _rows.Start;
        byte* bits = (byte*)_active.Start;
        ulong ofTile = (1UL << span) - 1;
        int count = 0;
        for (int term = 0; term < _termCount; term++)
        {
            int start = place + _places.Terms[term];
            Terms[count] = _places.Terms[term];
            Rows[count] = term;
            count += ((*(ulong*)(bits + (start >> 3)) >> (start & 7)) & ofTile) != 0 ? 1 : 0;
        }

        return count;
    }
}
