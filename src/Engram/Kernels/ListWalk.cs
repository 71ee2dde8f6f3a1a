using System.Numerics;

namespace Engram.Kernels;

/// <summary>A group of rows that have little in common on the left: unit by unit, over the rows in which the unit is active.</summary>
internal sealed unsafe class ListWalk(int unitCount) : GroupWalk
{
    // Every part has one start more than units.
    private readonly int[] _unitStarts = new int[unitCount + UnitParts.Count(unitCount)];
    private readonly PinnedArray<int> _rows = new(0);
    private readonly PinnedArray<float> _factors = new(0);

    public override void Begin(RowGroup group)
    {
        _rows.Reserve((long)UnitParts.Count(unitCount) * group.ActiveSum);
        _factors.Reserve((long)UnitParts.Count(unitCount) * group.ActiveSum);
    }

    public override void Pack(RowGroup group, ActiveRows left, ActiveRows right, int unitPart)
    {
        (int firstUnit, int endUnit) = UnitParts.Units(unitPart, unitCount);
        (int firstWord, int endWord) = UnitParts.Words(unitPart, unitCount);
        Span<int> starts = _unitStarts.AsSpan(firstUnit + unitPart, endUnit - firstUnit + 1);
        CountRows(group, left, right, firstWord, endWord, firstUnit, starts);
        starts[0] = unitPart * group.ActiveSum;
        for (int unit = 1; unit < starts.Length; unit++)
        {
            starts[unit] += starts[unit - 1];
        }

        int* rows = _rows.Start;
        float* factors = _factors.Start;
        for (int row = group.FirstRow; row < group.EndRow; row++)
        {
            // Nothing to add: silent negatives have no gradient.
            if (right.ActiveCount(row) == 0)
            {
                continue;
            }

            ulong* active = left.ActiveUnits(row);
            float* values = left.Values.RowStart(row);
            for (int word = firstWord; word < endWord; word++)
            {
                for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
                {
                    int unit = (word * 64) + BitOperations.TrailingZeroCount(bits);
                    int place = starts[unit - firstUnit]++;
                    rows[place] = row;
                    factors[place] = values[unit];
                }
            }
        }

        // Filling moved every start to its end, which is the next unit's start.
        starts[..^1].CopyTo(starts[1..]);
        starts[0] = unitPart * group.ActiveSum;
    }

    public override void Add(RowGroup group, RightBlock right, PanelMatrix sums, int unitPart)
    {
        (int firstUnit, int endUnit) = UnitParts.Units(unitPart, unitCount);
        PanelRows rows = right.Rows;
        for (int unit = firstUnit; unit < endUnit; unit++)
        {
            int start = _unitStarts[unit + unitPart];
            int count = _unitStarts[unit + unitPart + 1] - start;
            if (count > 0)
            {
                group.Kernels.AccumulateRow(
                    _factors.Start + start,
                    _rows.Start + start,
                    count,
                    rows,
                    sums.From(0).From(unit - firstUnit),
                    right.Width,
                    accumulate: true);
            }
        }
    }

    private static void CountRows(RowGroup group, ActiveRows left, ActiveRows right, int firstWord, int endWord, int firstUnit, Span<int> starts)
    {
        starts.Clear();
        for (int row = group.FirstRow; row < group.EndRow; row++)
        {
            // Nothing to add: silent negatives have no gradient.
            if (right.ActiveCount(row) == 0)
            {
                continue;
            }

            ulong* active = left.ActiveUnits(row);
            for (int word = firstWord; word < endWord; word++)
            {
                for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
                {
                    starts[(word * 64) + BitOperations.TrailingZeroCount(bits) - firstUnit + 1]++;
                }
            }
        }
    }
}
