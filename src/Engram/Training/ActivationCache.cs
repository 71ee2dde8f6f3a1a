using System.Numerics;
using Engram.Kernels;

namespace Engram.Training;

/// <summary>
/// Keeps rows of activations that never change again, packed: their bits and their active values. A row of a hundred active
/// units takes half a kilobyte, so a training set's fit where its dense activations would not.
/// </summary>
internal sealed unsafe class ActivationCache
{
    // Memory is taken in pieces of this many floats, as rows come.
    private const int PieceLength = 1 << 21;

    private const int Absent = -1;
    private const int FloatsPerWord = sizeof(ulong) / sizeof(float);

    private readonly List<PinnedArray<float>> _pieces = [];
    private readonly int[] _places;
    private readonly int _words;
    private readonly int _pieceLimit;
    private int _next;

    /// <summary>An empty cache.</summary>
    /// <param name="rowCount">Rows that may ever come, numbered from 0.</param>
    /// <param name="words">Words of bits in a row.</param>
    /// <param name="byteLimit">Memory that it may take; when that is used up, further rows are not kept.</param>
    public ActivationCache(int rowCount, int words, long byteLimit)
    {
        _places = new int[rowCount];
        Array.Fill(_places, Absent);
        _words = words;
        // Places are numbers of floats.
        _pieceLimit = (int)Math.Min(byteLimit / sizeof(float) / PieceLength, int.MaxValue / PieceLength);
    }

    public bool Has(int row) => _places[row] != Absent;

    /// <summary>Keeps a row if there is room. Not to be called from several threads.</summary>
    public void Add(int row, ActiveRows source, int sourceRow)
    {
        ulong* active = source.ActiveUnits(sourceRow);
        // An even number of floats, so that words stay aligned.
        int length = (_words * FloatsPerWord) + ((ActiveRows.CountBits(active, _words) + 1) & ~1);
        if (!HasRoom(length))
        {
            return;
        }

        float* packed = Place(_next);
        new ReadOnlySpan<ulong>(active, _words).CopyTo(new Span<ulong>(packed, _words));
        float* values = source.Values.RowStart(sourceRow);
        float* packedValue = packed + (_words * FloatsPerWord);
        for (int word = 0; word < _words; word++)
        {
            for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
            {
                *packedValue++ = values[(word * 64) + BitOperations.TrailingZeroCount(bits)];
            }
        }

        _places[row] = _next;
        _next += length;
    }

    /// <summary>Writes a row that is kept.</summary>
    public void Read(int row, ActiveRows destination, int destinationRow)
    {
        float* packed = Place(_places[row]);
        ulong* active = (ulong*)packed;
        float* packedValue = packed + (_words * FloatsPerWord);
        new ReadOnlySpan<ulong>(active, _words).CopyTo(new Span<ulong>(destination.ActiveUnits(destinationRow), _words));
        destination.Values.PaddedRow(destinationRow).Clear();
        float* values = destination.Values.RowStart(destinationRow);
        for (int word = 0; word < _words; word++)
        {
            for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
            {
                values[(word * 64) + BitOperations.TrailingZeroCount(bits)] = *packedValue++;
            }
        }
    }

    private float* Place(int place) => _pieces[place / PieceLength].Start + (place % PieceLength);

    private bool HasRoom(int length)
    {
        int left = (_pieces.Count * PieceLength) - _next;
        if (length <= left)
        {
            return true;
        }

        if (_pieces.Count >= _pieceLimit || length > PieceLength)
        {
            return false;
        }

        _next = _pieces.Count * PieceLength;
        _pieces.Add(new PinnedArray<float>(PieceLength));
        return true;
    }
}
