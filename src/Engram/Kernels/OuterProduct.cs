using System.Collections.Concurrent;

namespace Engram.Kernels;

/// <summary>
/// product[k, :] = Σ_r left[r, k] · right[r, :], walking the active units of the left rows. Rows come in groups. A group
/// whose rows are active in nearly the same units (one category) is a small dense product between that union and the
/// group's rows; any other group is walked unit by unit over the rows in which the unit is active. Groups are taken in
/// order, so the sums do not depend on which way was chosen. The product never exists as a whole: each block goes to a
/// sink while it is still in the cache.
/// </summary>
internal sealed unsafe class OuterProduct
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly int _maximumRows;
    private readonly int _unitCount;
    private readonly ConcurrentBag<ProductBlock> _freeBlocks = [];
    private readonly PinnedArray<int> _rowIndices;
    private readonly List<RowGroup> _groups = [];
    private readonly List<RowGroup> _packed = [];
    private readonly List<int> _groupStarts = [];
    private readonly Action<int> _measure;
    private readonly Action<int> _pack;
    private readonly Action<int> _multiply;

    private ActiveRows _left = null!;
    private Matrix _right = null!;
    private ProductSink _sink = null!;
    private bool _transposed;

    /// <summary>Work space for up to <paramref name="maximumRows"/> rows of <paramref name="unitCount"/> units.</summary>
    public OuterProduct(KernelTable kernels, WorkerPool workers, int maximumRows, int unitCount)
    {
        _kernels = kernels;
        _workers = workers;
        _maximumRows = maximumRows;
        _unitCount = Matrix.Padded(unitCount);
        _rowIndices = new PinnedArray<int>(maximumRows);
        for (int row = 0; row < maximumRows; row++)
        {
            _rowIndices.Start[row] = row;
        }

        _measure = MeasureGroup;
        _pack = part => _packed[part / RowGroup.UnitParts].Pack(_left, part % RowGroup.UnitParts);
        _multiply = MultiplyPart;
    }

    /// <summary>Takes the left side: all rows below the last group's end.</summary>
    /// <param name="left">Sparse rows; each unit is a row of the product.</param>
    /// <param name="groupEnds">For each group the row behind its last; groups follow each other from row 0.</param>
    /// <returns>What each column of the product will cost, in multiply-adds of a tile.</returns>
    public double Measure(ActiveRows left, ReadOnlySpan<int> groupEnds)
    {
        _left = left;
        SetGroups(groupEnds);
        _workers.Run(_groupStarts.Count - 1, _measure);
        double cost = 0;
        for (int index = 0; index < _groupStarts.Count - 1; index++)
        {
            cost += _groups[index].Cost;
        }

        return cost;
    }

    /// <summary>Multiplies the left side that was measured last.</summary>
    /// <param name="right">Dense rows, as wide as the product.</param>
    /// <param name="sink">Takes the blocks of the product, each once, from all threads.</param>
    /// <param name="transposed">Whether the sink takes the product's transpose.</param>
    public void Multiply(Matrix right, ProductSink sink, bool transposed)
    {
        _right = right;
        _sink = sink;
        _transposed = transposed;
        JoinLists();
        _workers.Run(_packed.Count * RowGroup.UnitParts, _pack);
        int columnBlocks = (right.Stride + _kernels.ColumnBlock - 1) / _kernels.ColumnBlock;
        _workers.Run(columnBlocks * RowGroup.UnitParts, _multiply);
    }

    private void SetGroups(ReadOnlySpan<int> groupEnds)
    {
        _groupStarts.Clear();
        _groupStarts.Add(0);
        foreach (int end in groupEnds)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(end, _maximumRows);
            if (end > _groupStarts[^1])
            {
                _groupStarts.Add(end);
            }
        }

        while (_groups.Count < _groupStarts.Count - 1)
        {
            _groups.Add(new RowGroup(_unitCount));
        }
    }

    private void MeasureGroup(int index) =>
        _groups[index].SetRows(_kernels, _left, _groupStarts[index], _groupStarts[index + 1] - _groupStarts[index]);

    // Neighbouring groups of lists become one, so that a unit has one long list and not many short ones.
    private void JoinLists()
    {
        _packed.Clear();
        for (int index = 0; index < _groupStarts.Count - 1; index++)
        {
            if (_packed.Count == 0 || !_packed[^1].TryAppend(_groups[index]))
            {
                _packed.Add(_groups[index]);
            }
        }

        foreach (RowGroup group in _packed)
        {
            group.BeginPacking();
        }
    }

    private void MultiplyPart(int part)
    {
        int unitPart = part % RowGroup.UnitParts;
        int column = part / RowGroup.UnitParts * _kernels.ColumnBlock;
        int width = Math.Min(_kernels.ColumnBlock, _right.Stride - column);
        (int firstUnit, int endUnit) = RowGroup.UnitsOfPart(unitPart, _unitCount);
        if (!_freeBlocks.TryTake(out ProductBlock? block))
        {
            block = new ProductBlock(_unitCount, _kernels.ColumnBlock);
        }

        foreach (RowGroup group in _packed)
        {
            if (group.IsTiled)
            {
                AddTiles(group, unitPart, block.Sums, firstUnit, column, width);
            }
            else
            {
                AddUnits(group, unitPart, block.Sums, firstUnit, endUnit, column, width);
            }
        }

        int units = Math.Min(endUnit, _left.Values.Columns) - firstUnit;
        if (_transposed)
        {
            int columns = Math.Min(width, _right.Columns - column);
            Transposition.Move(block.Sums, endUnit - firstUnit, block.Transposed, columns);
            _sink.Take(block.Transposed, column, columns, firstUnit, endUnit - firstUnit);
        }
        else
        {
            _sink.Take(block.Sums, firstUnit, units, column, width);
        }

        _freeBlocks.Add(block);
    }

    private void AddTiles(RowGroup group, int unitPart, PanelMatrix sums, int firstUnit, int column, int width)
    {
        int tileRows = _kernels.TileRows;
        int* destinationRows = stackalloc int[tileRows];
        int* rowIndices = _rowIndices.Start + group.FirstRow;
        (int firstTile, int endTile) = group.Tiles(unitPart);
        for (int tile = firstTile; tile < endTile; tile++)
        {
            for (int row = 0; row < tileRows; row++)
            {
                int unit = group.TileUnit((tile * tileRows) + row);
                destinationRows[row] = unit >= 0 ? unit - firstUnit : sums.SpareRow;
            }

            _kernels.AccumulateTile(
                group.TileFactors(tile),
                rowIndices,
                group.RowCount,
                _right.From(column),
                sums.From(0),
                destinationRows,
                width,
                accumulate: true);
        }
    }

    private void AddUnits(RowGroup group, int unitPart, PanelMatrix sums, int firstUnit, int endUnit, int column, int width)
    {
        for (int unit = firstUnit; unit < endUnit; unit++)
        {
            int count = group.RowsOfUnit(unitPart, unit, out int* rows, out float* factors);
            if (count > 0)
            {
                _kernels.AccumulateRow(
                    factors,
                    rows,
                    count,
                    _right.From(column),
                    sums.From(0).From(unit - firstUnit),
                    width,
                    accumulate: true);
            }
        }
    }
}
