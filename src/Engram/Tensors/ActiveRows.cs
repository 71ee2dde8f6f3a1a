using System.Numerics;

namespace Engram.Tensors;

/// <summary>
/// Rows of activations with one bit per unit that tells whether it is active (not zero). The values stay dense, so that
/// a dense walk and a sparse one read the same numbers.
/// </summary>
internal sealed unsafe class ActiveRows
{
    // So many zeros written one by one touch fewer cache lines than a whole row of the usual width has.
    private const int FewUnits = 32;

    private readonly PinnedArray<ulong> _activeUnits;

    public ActiveRows(int rows, int columns)
    {
        Values = new Matrix(rows, columns);
        Words = WordCount(Values.Stride);
        _activeUnits = new PinnedArray<ulong>((rows + 1L) * Words);
    }

    public Matrix Values { get; }

    /// <summary>Words of 64 bits per row.</summary>
    public int Words { get; }

    public static int WordCount(int columns) => (columns + 63) / 64;

    /// <summary>The bits of a row; valid while this object is reachable.</summary>
    public ulong* ActiveUnits(int row) => _activeUnits.Start + ((nint)row * Words);

    /// <summary>Copies a row with its bits.</summary>
    public void CopyRow(int row, ActiveRows destination, int destinationRow)
    {
        Values.PaddedRow(row).CopyTo(destination.Values.PaddedRow(destinationRow));
        new ReadOnlySpan<ulong>(ActiveUnits(row), Words).CopyTo(new Span<ulong>(destination.ActiveUnits(destinationRow), Words));
    }

    /// <summary>Makes a row silent, whose bits must be those of its values.</summary>
    public void ClearRow(int row)
    {
        ulong* active = ActiveUnits(row);
        int count = CountBits(active, Words);
        if (count == 0)
        {
            return;
        }

        if (count > FewUnits)
        {
            Values.PaddedRow(row).Clear();
        }
        else
        {
            float* values = Values.RowStart(row);
            for (int word = 0; word < Words; word++)
            {
                for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
                {
                    values[(word * 64) + BitOperations.TrailingZeroCount(bits)] = 0;
                }
            }
        }

        new Span<ulong>(active, Words).Clear();
    }

    /// <summary>How many units of a row are active.</summary>
    public int ActiveCount(int row) => CountBits(ActiveUnits(row), Words);

    /// <summary>Active units of the first rows together.</summary>
    public long ActiveSum(int rowCount)
    {
        long sum = 0;
        for (int row = 0; row < rowCount; row++)
        {
            sum += ActiveCount(row);
        }

        return sum;
    }

    /// <summary>Adds bits to those that several threads gather.</summary>
    public static void Gather(ulong* bits, int words, ulong[] gathered)
    {
        for (int word = 0; word < words; word++)
        {
            // Most rows bring no unit that none before them had.
            if ((bits[word] & ~Volatile.Read(ref gathered[word])) != 0)
            {
                Interlocked.Or(ref gathered[word], bits[word]);
            }
        }
    }

    /// <summary>Sets the bits of all units that are active in any of some rows; returns the rows' active units together.</summary>
    public int Unite(int firstRow, int rowCount, ulong* union)
    {
        int activeSum = 0;
        new Span<ulong>(union, Words).Clear();
        for (int row = firstRow; row < firstRow + rowCount; row++)
        {
            activeSum += AddTo(union, row);
        }

        return activeSum;
    }

    /// <summary>The same for rows of a list.</summary>
    public int Unite(int* rows, int rowCount, ulong* union)
    {
        int activeSum = 0;
        new Span<ulong>(union, Words).Clear();
        for (int index = 0; index < rowCount; index++)
        {
            activeSum += AddTo(union, rows[index]);
        }

        return activeSum;
    }

    public static int CountBits(ulong* words, int wordCount)
    {
        int count = 0;
        for (int word = 0; word < wordCount; word++)
        {
            count += BitOperations.PopCount(words[word]);
        }

        return count;
    }

    /// <summary>Writes the positions of the set bits in ascending order and returns how many there are.</summary>
    public static int ListBits(ulong* words, int wordCount, int* positions)
    {
        int count = 0;
        for (int word = 0; word < wordCount; word++)
        {
            int offset = word * 64;
            for (ulong bits = words[word]; bits != 0; bits &= bits - 1)
            {
                positions[count++] = offset + BitOperations.TrailingZeroCount(bits);
            }
        }

        return count;
    }

    private int AddTo(ulong* union, int row)
    {
        ulong* active = ActiveUnits(row);
        int count = 0;
        for (int word = 0; word < Words; word++)
        {
            union[word] |= active[word];
            count += BitOperations.PopCount(active[word]);
        }

        return count;
    }
}
