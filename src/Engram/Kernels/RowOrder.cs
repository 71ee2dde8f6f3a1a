namespace Engram.Kernels;

/// <summary>
/// An order of rows in which a <see cref="RowProduct"/> takes them. Within a group the rows with few active units come before
/// those with many: neighbours then have more in common, so that a tile's union is smaller.
/// </summary>
internal sealed unsafe class RowOrder
{
    private readonly WorkerPool _workers;
    private readonly PinnedArray<int> _rows;
    private readonly int[] _activeCounts;
    private readonly List<int> _groupStarts = [];
    private readonly Action<int> _sort;
    private ActiveRows _activeRows = null!;

    /// <summary>An order of up to <paramref name="maximumRows"/> rows.</summary>
    public RowOrder(WorkerPool workers, int maximumRows)
    {
        _workers = workers;
        _rows = new PinnedArray<int>(maximumRows);
        _activeCounts = new int[maximumRows];
        _sort = SortGroup;
    }

    /// <summary>The row at each place; valid while this object is reachable.</summary>
    public int* Rows => _rows.Start;

    /// <summary>Orders the rows of each group; groups follow each other from row 0, and rows behind the last stay as they stand.</summary>
    public void Set(ActiveRows rows, int rowCount, ReadOnlySpan<int> groupEnds)
    {
        for (int row = groupEnds.IsEmpty ? 0 : groupEnds[^1]; row < rowCount; row++)
        {
            _rows.Start[row] = row;
        }

        _activeRows = rows;
        _groupStarts.Clear();
        _groupStarts.Add(0);
        _groupStarts.AddRange(groupEnds);
        _workers.Run(groupEnds.Length, _sort);
    }

    private void SortGroup(int group)
    {
        int first = _groupStarts[group];
        int count = _groupStarts[group + 1] - first;
        Span<int> rows = _rows.Items.Slice(first, count);
        Span<int> activeCounts = _activeCounts.AsSpan(first, count);
        for (int index = 0; index < count; index++)
        {
            rows[index] = first + index;
            activeCounts[index] = _activeRows.ActiveCount(first + index);
        }

        activeCounts.Sort(rows);
    }
}
