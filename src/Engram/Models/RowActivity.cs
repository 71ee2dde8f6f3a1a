using System.Numerics;
using Engram.Tensors;

namespace Engram.Models;

/// <summary>
/// What the rows of a batch activate, noted by the thread that has just made a row: going through all rows again would fetch half of
/// them from another core's cache while that core waits.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="maximumRows">Rows of a batch.</param>
/// <param name="units">The layer's units at the rows' places; null where these are all.</param>
internal sealed unsafe class RowActivity(ActiveRows rows, int maximumRows, int[]? units = null)
{
    private readonly ulong[] _activeUnits = new ulong[rows.Words];
    private readonly int[] _activeCounts = new int[maximumRows];

    /// <summary>Notes a row; may be called from several threads, once for each row.</summary>
    /// <returns>How many units it activates.</returns>
    public int Note(int row)
    {
        int count = rows.ActiveCount(row);
        _activeCounts[row] = count;
        ActiveRows.Gather(rows.ActiveUnits(row), rows.Words, _activeUnits);
        return count;
    }

    /// <summary>Adds what was noted since the last call; the first rows are the positives.</summary>
    public void AddTo(EpochTotals totals, int positiveCount)
    {
        totals.PositiveCount += positiveCount;
        foreach (int active in _activeCounts.AsSpan(0, positiveCount))
        {
            totals.PositiveActiveSum += active;
            totals.SilentSamples += active == 0 ? 1 : 0;
        }

        for (int word = 0; word < _activeUnits.Length; word++)
        {
            AddTo(totals.ActiveUnits, word);
        }

        Array.Clear(_activeUnits);
    }

    private void AddTo(ulong[] activeUnits, int word)
    {
        if (units is null)
        {
            activeUnits[word] |= _activeUnits[word];
            return;
        }

        for (ulong bits = _activeUnits[word]; bits != 0; bits &= bits - 1)
        {
            int unit = units[(word * 64) + BitOperations.TrailingZeroCount(bits)];
            activeUnits[unit / 64] |= 1UL << unit;
        }
    }
}
