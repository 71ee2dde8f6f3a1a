using System.Numerics;

namespace Engram.Kernels;

/// <summary>For each unit of a part one bit for every row of a group in which it is active and has something to add to.</summary>
/// <param name="firstUnit">First unit of the part.</param>
/// <param name="endUnit">The unit behind its last.</param>
internal sealed unsafe class UnitRows(int firstUnit, int endUnit)
{
    private readonly PinnedArray<ulong> _bits = new(0);

    /// <summary>Units of the part.</summary>
    public int UnitCount { get; } = endUnit - firstUnit;

    /// <summary>Words of bits per unit.</summary>
    public int Words { get; private set; }

    /// <summary>The bits of a unit of the part, by rows of the group; valid until the next <see cref="Set"/>.</summary>
    public ulong* Of(int unit) => _bits.Start + ((nint)unit * Words);

    /// <summary>Takes the rows of a group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="left">Rows that activate units.</param>
    /// <param name="right">What they add; a row without anything counts as inactive.</param>
    public void Set(RowGroup group, ActiveRows left, ActiveRows right)
    {
        Words = ActiveRows.WordCount(group.RowCount);
        _bits.Reserve((long)UnitCount * Words);
        _bits.Items[..(UnitCount * Words)].Clear();
        (int firstWord, int endWord) = (firstUnit / 64, (endUnit + 63) / 64);
        for (int row = 0; row < group.RowCount; row++)
        {
            // Silent negatives have no gradient.
            if (right.ActiveCount(group.FirstRow + row) == 0)
            {
                continue;
            }

            ulong* active = left.ActiveUnits(group.FirstRow + row);
            ulong* column = _bits.Start + (row / 64);
            ulong bit = 1UL << row;
            for (int word = firstWord; word < endWord; word++)
            {
                for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
                {
                    int unit = (word * 64) + BitOperations.TrailingZeroCount(bits) - firstUnit;
                    column[(nint)unit * Words] |= bit;
                }
            }
        }
    }
}
