using System.Numerics;
using Engram.Tensors;

namespace Engram.Products;

/// <summary>For each unit of a part one bit for every row of a group in which it is active and has something to add to.</summary>
/// <param name="unitPart">The part, as in <see cref="UnitParts"/>.</param>
/// <param name="unitCount">Units of all parts.</param>
internal sealed unsafe class UnitRows(int unitPart, int unitCount)
{
    private readonly PinnedArray<ulong> _bits = new(0);

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
        (int firstUnit, int endUnit) = UnitParts.Units(unitPart, unitCount);
        (int firstWord, int endWord) = UnitParts.Words(unitPart, unitCount);
        Words = ActiveRows.WordCount(group.RowCount);
        int bitWords = (endUnit - firstUnit) * Words;
        _bits.Reserve(bitWords);
        _bits.Items[..bitWords].Clear();
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
