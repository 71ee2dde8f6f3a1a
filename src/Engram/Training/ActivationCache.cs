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
    private readonly Lock _room = new();
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

    /// <summary>Keeps a row if there is room. Several threads may add different rows at once, while none reads.</summary>
    public void Add(int row, ActiveRows source, int sourceRow)
    {
        ulong* active = source.ActiveUnits(sourceRow);
        // An even number of floats, so that words stay aligned.
        int length = (_words * FloatsPerWord) + ((ActiveRows.CountBits(active, _words) + 1) & ~1);
        float* packed = Take(length, out int place);
        if (packed is null)
        {
            return;
        }

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

        _places[row] = place;
    }

    /// <summary>Writes a row, if it is kept.</summary>
    /// <returns>Whether it is.</returns>
    public bool TryRead(int row, ActiveRows destination, int destinationRow)
    {
        if (_places[row] == Absent)
        {
            return false;
        }

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

        return true;
    }

    private float* Place(int place) => _pieces[place / PieceLength].Start + (place % PieceLength);

    // Which row gets which place depends on the threads; what is read from it does not.
    private float* Take(int length, out int place)
    {
        lock (_room)
        {
            place = Absent;
            if (length > (_pieces.Count * PieceLength) - _next)
            {
                if (_pieces.Count >= _pieceLimit || length > PieceLength)
                {
                    return null;
                }

                _next = _pieces.Count * PieceLength;
                _pieces.Add(new PinnedArray<float>(PieceLength));
            }

            place = _next;
            _next += length;
            return Place(place);
        }
    }
}
