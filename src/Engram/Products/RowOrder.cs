using Engram.Tensors;
using Engram.Threading;

namespace Engram.Products;

/// <summary>
/// An order of rows in which a <see cref="RowProduct"/> takes them. Within a group the rows with few active units come before
/// those with many: neighbours then have more in common, so that a tile's union is smaller.
/// </summary>
internal sealed unsafe class RowOrder
{
    // Rows behind the groups that are counted at once.
    private const int RowsPerPart = 64;

    private readonly WorkerPool _workers;
    private readonly PinnedArray<int> _rows;
    private readonly int[] _activeCounts;
    private readonly List<int> _groupStarts = [];
    private readonly Action<int> _place;
    private ActiveRows _activeRows = null!;
    private int _rowCount;

    /// <summary>An order of up to <paramref name="maximumRows"/> rows.</summary>
    public RowOrder(WorkerPool workers, int maximumRows)
    {
        _workers = workers;
        _rows = new PinnedArray<int>(maximumRows);
        _activeCounts = new int[maximumRows];
        _place = Place;
    }

    /// <summary>The row at each place; valid while this object is reachable.</summary>
    public int* Rows => _rows.Start;

    /// <summary>Orders the rows of each group; groups follow each other from row 0, and rows behind the last stay as they stand.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="rowCount">How many of them.</param>
    /// <param name="groupEnds">For each group the row behind its last.</param>
    /// <param name="leavesOutSilent">Whether rows without active units get no place.</param>
    /// <returns>How many rows have a place.</returns>
    public int Set(ActiveRows rows, int rowCount, ReadOnlySpan<int> groupEnds, bool leavesOutSilent)
    {
        (_activeRows, _rowCount) = (rows, rowCount);
        _groupStarts.Clear();
        _groupStarts.Add(0);
        _groupStarts.AddRange(groupEnds);
        _workers.Run(groupEnds.Length + ((rowCount - _groupStarts[^1] + RowsPerPart - 1) / RowsPerPart), _place);
        return leavesOutSilent ? LeaveOutSilent() : rowCount;
    }

    private void Place(int part)
    {
        int behind = part - (_groupStarts.Count - 1);
        if (behind < 0)
        {
            Span<int> rows = PlaceAsTheyStand(_groupStarts[part], _groupStarts[part + 1]);
            _activeCounts.AsSpan(_groupStarts[part], rows.Length).Sort(rows);
            return;
        }

        int first = _groupStarts[^1] + (behind * RowsPerPart);
        PlaceAsTheyStand(first, Math.Min(_rowCount, first + RowsPerPart));
    }

    private Span<int> PlaceAsTheyStand(int first, int end)
    {
        Span<int> rows = _rows.Items[first..end];
        for (int index = 0; index < rows.Length; index++)
        {
            rows[index] = first + index;
            _activeCounts[first + index] = _activeRows.ActiveCount(first + index);
        }

        return rows;
    }

    private int LeaveOutSilent()
    {
        int count = 0;
        for (int place = 0; place < _rowCount; place++)
        {
            if (_activeCounts[place] > 0)
            {
                _rows.Start[count++] = _rows.Start[place];
            }
        }

        return count;
    }
}
