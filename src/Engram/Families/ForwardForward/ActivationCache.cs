using System.Numerics;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Families.ForwardForward;

/// <summary>
/// Keeps rows of activations that never change again, packed: their active units, as a list or as bits, whichever is shorter, and their values.
/// A row of a hundred active units takes half a kilobyte, so a training set's fit where its dense activations would not.
/// </summary>
internal sealed unsafe class ActivationCache
{
    // Memory is taken in pieces of this many floats, as rows come.
    private const int PieceLength = 1 << 21;

    private const int Absent = -1;

    // A row begins with the count of its active units.
    private const int CountLength = 1;
    private const int FloatsPerWord = sizeof(ulong) / sizeof(float);

    // Units of a list have 16 bits.
    private const int UnitsPerFloat = sizeof(float) / sizeof(ushort);
    private const int MostListedWords = (ushort.MaxValue + 1) / 64;

    private readonly KernelTable _kernels;
    private readonly List<PinnedArray<float>> _pieces = [];
    private readonly int[] _places;
    private readonly int _words;
    private readonly int _pieceLimit;
    private readonly Lock _room = new();
    private int _next;

    /// <summary>An empty cache.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="rowCount">Rows that may ever come, numbered from 0.</param>
    /// <param name="words">Words of bits in a row.</param>
    /// <param name="byteLimit">Memory that it may take; when that is used up, further rows are not kept.</param>
    public ActivationCache(KernelTable kernels, int rowCount, int words, long byteLimit)
    {
        _kernels = kernels;
        _places = new int[rowCount];
        Array.Fill(_places, Absent);
        _words = words;
        // Places are numbers of floats.
        _pieceLimit = (int)Math.Min(byteLimit / sizeof(float) / PieceLength, int.MaxValue / PieceLength);
    }

    /// <summary>Keeps a row if there is room. Several threads may add different rows at once, while none reads.</summary>
    public void Add(int row, ActiveRows source, int sourceRow)
    {
        int count = source.ActiveCount(sourceRow);
        float* packed = Take(CountLength + IndexLength(count) + count, out int place);
        if (packed is null)
        {
            return;
        }

        *(int*)packed = count;
        float* values = source.Values.RowStart(sourceRow);
        float* packedValue = packed + CountLength + IndexLength(count);
        ulong* active = source.ActiveUnits(sourceRow);
        ushort* unit = (ushort*)(packed + CountLength);
        bool isListed = IsListed(count);
        if (!isListed)
        {
            new ReadOnlySpan<ulong>(active, _words).CopyTo(new Span<ulong>(packed + CountLength, _words));
        }

        for (int word = 0; word < _words; word++)
        {
            for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
            {
                int index = (word * 64) + BitOperations.TrailingZeroCount(bits);
                *packedValue++ = values[index];
                if (isListed)
                {
                    *unit++ = (ushort)index;
                }
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
        int count = *(int*)packed;
        float* packedValue = packed + CountLength + IndexLength(count);
        float* values = destination.Values.RowStart(destinationRow);
        ulong* active = destination.ActiveUnits(destinationRow);
        if (IsListed(count))
        {
            destination.ClearRow(destinationRow);
            ushort* units = (ushort*)(packed + CountLength);
            for (int term = 0; term < count; term++)
            {
                values[units[term]] = packedValue[term];
                active[units[term] / 64] |= 1UL << units[term];
            }

            return true;
        }

        new ReadOnlySpan<ulong>(packed + CountLength, _words).CopyTo(new Span<ulong>(active, _words));
        _kernels.Expand(packedValue, active, values, destination.Values.Stride);
        return true;
    }

    private bool IsListed(int count) => _words <= MostListedWords && count < _words * FloatsPerWord * UnitsPerFloat;

    private int IndexLength(int count) => IsListed(count) ? (count + UnitsPerFloat - 1) / UnitsPerFloat : _words * FloatsPerWord;

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
                _pieces.Add(new PinnedArray<float>(PieceLength + Expansion.Overread));
            }

            place = _next;
            _next += length;
            return Place(place);
        }
    }
}
