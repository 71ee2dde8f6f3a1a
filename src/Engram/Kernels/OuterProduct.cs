namespace Engram.Kernels;

/// <summary>
/// destination[k, :] += Σ_r left[r, k] · right[r, :], walking the active units of the left rows. Rows come in groups. A
/// group whose rows are active in nearly the same units (one category) is a small dense product between that union and
/// the group's rows, written to the union's rows of the destination; any other group is walked unit by unit over the
/// rows in which the unit is active. Groups are taken in order, so the sums do not depend on which way was chosen.
/// </summary>
internal sealed unsafe class OuterProduct
{
    // Work is split by columns and by halves of the units, each with tiles of its own, so that no row is written twice.
    private const int UnitParts = 2;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly int _maximumRows;
    private readonly int _unitCount;
    private readonly int[] _rowIndices;
    private readonly List<RowGroup> _groups = [];
    private readonly Action<int> _pack;
    private readonly Action<int> _accumulate;

    private ActiveRows _left = null!;
    private Matrix _right = null!;
    private Matrix _destination = null!;
    private int _groupCount;

    /// <summary>Work space for up to <paramref name="maximumRows"/> rows of <paramref name="unitCount"/> units.</summary>
    public OuterProduct(KernelTable kernels, WorkerPool workers, int maximumRows, int unitCount)
    {
        _kernels = kernels;
        _workers = workers;
        _maximumRows = maximumRows;
        _unitCount = Matrix.Padded(unitCount);
        _rowIndices = GC.AllocateUninitializedArray<int>(maximumRows, pinned: true);
        for (int row = 0; row < maximumRows; row++)
        {
            _rowIndices[row] = row;
        }

        _pack = part => _groups[part].Pack(_kernels, _left, UnitParts);
        _accumulate = AccumulatePart;
    }

    /// <summary>Adds the product of all rows below the last group's end.</summary>
    /// <param name="left">Sparse rows; each active unit is a row of the destination.</param>
    /// <param name="right">Dense rows, added to the destination's rows.</param>
    /// <param name="groupEnds">For each group the row behind its last; groups follow each other from row 0.</param>
    /// <param name="destination">[units of left, columns of right].</param>
    public void Accumulate(ActiveRows left, Matrix right, ReadOnlySpan<int> groupEnds, Matrix destination)
    {
        _left = left;
        _right = right;
        _destination = destination;
        SetGroups(groupEnds);
        _workers.Run(_groupCount, _pack);
        int columnBlocks = (destination.Stride + _kernels.ColumnBlock - 1) / _kernels.ColumnBlock;
        _workers.Run(columnBlocks * UnitParts, _accumulate);
    }

    private void SetGroups(ReadOnlySpan<int> groupEnds)
    {
        while (_groups.Count < groupEnds.Length)
        {
            _groups.Add(new RowGroup(_unitCount));
        }

        int start = 0;
        _groupCount = 0;
        foreach (int end in groupEnds)
        {
            if (end > start)
            {
                _groups[_groupCount++].SetRows(start, end - start, _maximumRows);
                start = end;
            }
        }
    }

    private void AccumulatePart(int part)
    {
        int unitPart = part % UnitParts;
        int column = part / UnitParts * _kernels.ColumnBlock;
        int width = Math.Min(_kernels.ColumnBlock, _destination.Stride - column);
        for (int index = 0; index < _groupCount; index++)
        {
            RowGroup group = _groups[index];
            if (group.IsTiled)
            {
                AccumulateTiles(group, unitPart, column, width);
            }
            else
            {
                AccumulateUnits(group, unitPart, column, width);
            }
        }
    }

    private void AccumulateTiles(RowGroup group, int unitPart, int column, int width)
    {
        int tileRows = _kernels.TileRows;
        int* destinationRows = stackalloc int[tileRows];
        fixed (int* rowIndices = &_rowIndices[group.FirstRow])
        {
            (int firstTile, int endTile) = group.Tiles(unitPart);
            for (int tile = firstTile; tile < endTile; tile++)
            {
                for (int row = 0; row < tileRows; row++)
                {
                    int unit = group.TileUnit((tile * tileRows) + row);
                    destinationRows[row] = unit >= 0 ? unit : _destination.SpareRow;
                }

                _kernels.AccumulateTile(
                    group.TileFactors(tile),
                    rowIndices,
                    group.RowCount,
                    _right.Start + column,
                    _right.Stride,
                    _destination.Start + column,
                    _destination.Stride,
                    destinationRows,
                    width,
                    accumulate: true);
            }
        }
    }

    private void AccumulateUnits(RowGroup group, int unitPart, int column, int width)
    {
        (int firstUnit, int endUnit) = group.Units(unitPart);
        for (int unit = firstUnit; unit < endUnit; unit++)
        {
            int count = group.RowsOfUnit(unit, out int* rows, out float* factors);
            if (count > 0)
            {
                _kernels.AccumulateRow(
                    factors,
                    rows,
                    count,
                    _right.Start + column,
                    _right.Stride,
                    _destination.RowStart(unit) + column,
                    width,
                    accumulate: true);
            }
        }
    }
}
