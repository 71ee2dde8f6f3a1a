using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Products;

/// <summary>
/// A group whose rows are active in nearly the same units, as a small dense product: tiles of units out of the rows' union, all
/// rows for each.
/// </summary>
internal sealed unsafe class TileWalk(int unitCount) : GroupWalk
{
    private const int NoUnit = -1;

    private readonly int[] _partTiles = new int[UnitParts.Count(unitCount) + 1];
    private readonly PinnedArray<int> _units = new(0);
    private readonly PinnedArray<int> _rows = new(0);
    private readonly PinnedArray<float> _factors = new(0);
    private int _tileRows;

    public override void Begin(RowGroup group)
    {
        _tileRows = group.Kernels.TileRows;
        ListUnits(group.Union);
        _factors.Reserve((long)_partTiles[UnitParts.Count(unitCount)] * _tileRows * group.RowCount);
        _rows.Reserve(group.RowCount + KernelTable.TermsAhead);
        for (int row = 0; row < group.RowCount; row++)
        {
            _rows.Start[row] = group.FirstRow + row;
        }
    }

    // Row by row: a row is one stream, while what is written of all tiles stays in the first-level cache.
    public override void Pack(RowGroup group, ActiveRows left, ActiveRows right, int unitPart)
    {
        int first = _partTiles[unitPart] * _tileRows;
        int end = _partTiles[unitPart + 1] * _tileRows;
        nint tileStride = (nint)_tileRows * group.RowCount;
        for (int row = 0; row < group.RowCount; row++)
        {
            float* values = left.Values.RowStart(group.FirstRow + row);
            float* factors = Factors(group, _partTiles[unitPart]) + (row * _tileRows);
            for (int place = first; place < end; place += _tileRows)
            {
                for (int unit = 0; unit < _tileRows; unit++)
                {
                    // A place without a unit is summed into a spare row, so any number will do there.
                    factors[unit] = values[Math.Max(_units.Start[place + unit], 0)];
                }

                factors += tileStride;
            }
        }
    }

    public override void Add(RowGroup group, RightBlock right, PanelMatrix sums, int unitPart)
    {
        int firstUnit = UnitParts.Units(unitPart, unitCount).First;
        int* destinationRows = stackalloc int[_tileRows];
        for (int tile = _partTiles[unitPart]; tile < _partTiles[unitPart + 1]; tile++)
        {
            for (int place = 0; place < _tileRows; place++)
            {
                int unit = _units.Start[(tile * _tileRows) + place];
                destinationRows[place] = unit == NoUnit ? sums.SpareRow : unit - firstUnit;
            }

            AddTile(group, right, sums, Factors(group, tile), destinationRows);
        }
    }

    private void AddTile(RowGroup group, RightBlock right, PanelMatrix sums, float* factors, int* destinationRows)
    {
        int panelCount = right.Width / Matrix.ColumnMultiple;
        for (int panel = 0; panel < panelCount; panel++)
        {
            int first = panel;
            while (panel < panelCount && right.Uses(group, panel))
            {
                panel++;
            }

            if (panel > first)
            {
                int column = first * Matrix.ColumnMultiple;
                group.Kernels.AccumulateTile(
                    factors,
                    _rows.Start,
                    group.RowCount,
                    right.Rows.FromColumn(column),
                    sums.From(column),
                    destinationRows,
                    (panel - first) * Matrix.ColumnMultiple,
                    accumulate: true);
            }
        }
    }

    private float* Factors(RowGroup group, int tile) => _factors.Start + ((nint)tile * _tileRows * group.RowCount);

    private void ListUnits(ulong* union)
    {
        _units.Reserve(unitCount + (UnitParts.Count(unitCount) * _tileRows));
        int place = 0;
        for (int part = 0; part < UnitParts.Count(unitCount); part++)
        {
            _partTiles[part] = place / _tileRows;
            (int firstWord, int endWord) = UnitParts.Words(part, unitCount);
            int* units = _units.Start + place;
            int count = ActiveRows.ListBits(union + firstWord, endWord - firstWord, units);
            for (int index = 0; index < count; index++)
            {
                units[index] += firstWord * 64;
            }

            place += count;
            while (place % _tileRows != 0)
            {
                _units.Start[place++] = NoUnit;
            }
        }

        _partTiles[UnitParts.Count(unitCount)] = place / _tileRows;
    }
}
