using Engram.Kernels;

namespace Engram.Training;

/// <summary>
/// What the rows of a batch activate, noted by the thread that has just made a row: going through all rows again would fetch half of
/// them from another core's cache while that core waits.
/// </summary>
internal sealed unsafe class RowActivity(ActiveRows rows, int maximumRows)
{
    private readonly ulong[] _activeUnits = new ulong[rows.Words];
    private readonly int[] _activeCounts = new int[maximumRows];

    /// <summary>Notes a row; may be called from several threads, once for each row.</summary>
    public void Note(int row)
    {
        _activeCounts[row] = rows.ActiveCount(row);
        ActiveRows.Gather(rows.ActiveUnits(row), rows.Words, _activeUnits);
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

        for (int word = 0; word < totals.ActiveUnits.Length; word++)
        {
            totals.ActiveUnits[word] |= _activeUnits[word];
        }

        Array.Clear(_activeUnits);
    }
}
