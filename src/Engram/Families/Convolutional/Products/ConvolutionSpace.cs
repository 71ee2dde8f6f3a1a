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
    private readonly ConvolutionShape _shape;
    private readonly MapPlaces _places;
    private readonly PinnedArray<ulong> _active;
    private readonly PinnedArray<int> _terms;
    private readonly PinnedArray<int> _rows;
    private readonly PinnedArray<int> _pixelStarts;
    private readonly PinnedArray<int> _placesInRow;
    private readonly ActiveList _list;

    public ConvolutionSpace(KernelTable kernels, ConvolutionShape shape, MapPlaces places)
    {
        _kernels = kernels;
        _shape = shape;
        _places = places;
        Maps = new PaddedMaps(shape, places);
        Drives = new Matrix(StripPositions, shape.Filters);
        _active = new PinnedArray<ulong>(ActiveRows.WordCount(places.Size + Matrix.ColumnMultiple) + 1);
        _terms = new PinnedArray<int>(shape.PatchSize + 1);
        _rows = new PinnedArray<int>(shape.PatchSize + 1);
        _pixelStarts = new PinnedArray<int>((places.Height * places.Width) + 1);
        _placesInRow = new PinnedArray<int>(places.Width * shape.Channels);
        for (int place = 0; place < _placesInRow.Items.Length; place++)
        {
            _placesInRow.Items[place] = place;
        }

        _list = new ActiveList(places.Size);
    }

    /// <summary>The maps of an image.</summary>
    public PaddedMaps Maps { get; }

    /// <summary>Drives of some positions, [positions, filters].</summary>
    public Matrix Drives { get; }

    /// <summary>Share of the maps' numbers that are active.</summary>
    public double ActiveShare { get; private set; }

    /// <summary>Places of the terms that were found.</summary>
    public int* Terms { get; private set; }

    /// <summary>Their rows of the filters.</summary>
    public int* Rows { get; private set; }

    /// <summary>The active numbers of the maps, row by row; an index is a number's place in its row.</summary>
    public ActiveList Active => _list;

    /// <summary>How many of them come before each pixel of the maps with their padding.</summary>
    public int* PixelStarts => _pixelStarts.Start;

    /// <summary>Takes the maps of an image.</summary>
    public void Load(float* maps)
    {
        Maps.Load(maps);
        _kernels.CollectActive(Maps.Start, Matrix.Padded(_places.Size), _active.Start);
        ActiveShare = (double)ActiveRows.CountBits(_active.Start, ActiveRows.WordCount(_places.Size)) / (_shape.Channels * _shape.Height * _shape.Width);
    }

    /// <summary>Lists the active numbers.</summary>
    public void ListActive()
    {
        _list.Clear();
        int pixel = 0;
        for (int y = 0; y < _places.Height; y++)
        {
            for (int x = 0; x < _places.Width; x++, pixel++)
            {
                PixelStarts[pixel] = _list.Count;
                _list.Append(Maps.Start + ((nint)pixel * _shape.Channels), _placesInRow.Start + (x * _shape.Channels), _shape.Channels);
            }
        }

        PixelStarts[pixel] = _list.Count;
    }

    /// <summary>Finds the terms in which some position of a tile may see something. Between the positions of several channels lies too much to look for that.</summary>
    /// <param name="first">The tile's first position.</param>
    /// <param name="last">Its last.</param>
    /// <returns>How many there are.</returns>
    public int FindTerms(int first, int last)
    {
        int place = _places.Positions[first];
        int span = _places.Positions[last] - place + 1;
        if (_shape.Channels > 1 || ActiveShare > MostActive || span > BitsAtOnce)
        {
            return FindRows(first / _shape.OutputWidth, last / _shape.OutputWidth);
        }

        Terms = _terms.Start;
        Rows = _rows.Start;
        byte* bits = (byte*)_active.Start;
        ulong ofTile = (1UL << span) - 1;
        int count = 0;
        for (int term = 0; term < _shape.PatchSize; term++)
        {
            int start = place + _places.Terms[term];
            Terms[count] = _places.Terms[term];
            Rows[count] = term;
            count += ((*(ulong*)(bits + (start >> 3)) >> (start & 7)) & ofTile) != 0 ? 1 : 0;
        }

        return count;
    }

    // Rows of the filters that are not wholly in the padding.
    private int FindRows(int firstRow, int lastRow)
    {
        int ofRow = _shape.KernelSize * _shape.Channels;
        int start = Math.Max(0, _shape.Padding - (lastRow * _shape.Stride));
        int end = Math.Min(_shape.KernelSize, _shape.Height + _shape.Padding - (firstRow * _shape.Stride));
        Terms = _places.Terms + (start * ofRow);
        Rows = _places.Indices + (start * ofRow);
        return Math.Max(0, end - start) * ofRow;
    }
}
