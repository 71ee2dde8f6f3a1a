using System.Numerics;

namespace Engram.Kernels;

/// <summary>
/// Rows of activations with one bit per unit that tells whether it is active (not zero). The values stay dense, so that
/// a dense walk and a sparse one read the same numbers.
/// </summary>
internal sealed unsafe class ActiveRows
{
    private readonly ulong[] _activeUnits;

    public ActiveRows(int rows, int columns)
    {
        Values = new Matrix(rows, columns);
        Words = WordCount(Values.Stride);
        _activeUnits = GC.AllocateArray<ulong>((rows + 1) * Words, pinned: true);
    }

    public Matrix Values { get; }

    /// <summary>Words of 64 bits per row.</summary>
    public int Words { get; }

    public static int WordCount(int columns) => (columns + 63) / 64;

    /// <summary>The bits of a row; valid while this object is reachable, since the array is pinned.</summary>
    public ulong* ActiveUnits(int row)
    {
        fixed (ulong* start = _activeUnits)
        {
            return start + ((nint)row * Words);
        }
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
}
