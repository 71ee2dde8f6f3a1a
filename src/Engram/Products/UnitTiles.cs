using System.Numerics;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Products;

/// <summary>
/// A part of a group's units, packed: tiles of units that are active in nearly the same rows, which walk the union of these rows, and
/// lists of units that have no such company.
/// </summary>
internal sealed unsafe class UnitTiles
{
    private readonly int _unitPart;
    private readonly int _unitCount;
    private readonly int _tileUnits;
    private readonly UnitRows _rowsOfUnits;
    private readonly UnitOrder _order;
    private readonly List<Strip> _strips = [];
    private readonly PinnedArray<RowWord> _words = new(0);
    private readonly PinnedArray<FactorPlace> _places;
    private readonly PinnedArray<ulong> _union = new(0);
    private readonly PinnedArray<int> _rows = new(0);
    private readonly PinnedArray<float> _factors = new(0);

    /// <param name="unitPart">The part, as in <see cref="UnitParts"/>.</param>
    /// <param name="unitCount">Units of all parts.</param>
    /// <param name="tileUnits">Units of a tile.</param>
    public UnitTiles(int unitPart, int unitCount, int tileUnits)
    {
        (int first, int end) = UnitParts.Units(unitPart, unitCount);
        _unitPart = unitPart;
        _unitCount = unitCount;
        _tileUnits = tileUnits;
        _rowsOfUnits = new UnitRows(unitPart, unitCount);
        _order = new UnitOrder(end - first, tileUnits);
        _places = new PinnedArray<FactorPlace>(end - first);
    }

    /// <summary>Packs the units for all columns of the right side.</summary>
    public void Pack(RowGroup group, ActiveRows left, ActiveRows right)
    {
        _rowsOfUnits.Set(group, left, right);
        _order.Update(_rowsOfUnits);
        FormStrips(group);
        PackFactors(group, left, right);
    }

    /// <summary>Adds the units to some columns.</summary>
    public void Add(KernelTable kernels, RightBlock right, PanelMatrix sums)
    {
        PanelRows rows = right.Rows;
        PanelRows destination = sums.From(0);
        int* destinationRows = stackalloc int[_tileUnits];
        foreach (Strip strip in _strips)
        {
            ReadOnlySpan<int> units = _order.Units.Slice(strip.FirstPlace, strip.UnitCount);
            float* factors = _factors.Start + strip.FirstFactor;
            int* stripRows = _rows.Start + strip.FirstRow;
            if (strip.Width == 1)
            {
                kernels.AccumulateRow(factors, stripRows, strip.RowCount, rows, destination.From(units[0]), right.Width, accumulate: true);
                continue;
            }

            for (int slot = 0; slot < _tileUnits; slot++)
            {
                destinationRows[slot] = slot < units.Length ? units[slot] : sums.SpareRow;
            }

            kernels.AccumulateTile(factors, stripRows, strip.RowCount, rows, destination, destinationRows, right.Width, accumulate: true);
        }
    }

    private void FormStrips(RowGroup group)
    {
        ReadOnlySpan<int> units = _order.Units;
        _union.Reserve(_rowsOfUnits.Words);
        _words.Reserve((long)units.Length * _rowsOfUnits.Words);
        _rows.Reserve(Unite(units) + KernelTable.TermsAhead);
        _strips.Clear();
        for (int place = 0; place < units.Length; place += _tileUnits)
        {
            int count = Math.Min(_tileUnits, units.Length - place);
            int activeSum = Unite(units.Slice(place, count));
            int unionCount = ActiveRows.CountBits(_union.Start, _rowsOfUnits.Words);
            if (unionCount * _tileUnits <= activeSum * group.Kernels.RowCost)
            {
                AddStrip(group.FirstRow, place, count, _tileUnits);
                continue;
            }

            for (int slot = 0; slot < count; slot++)
            {
                Unite(units.Slice(place + slot, 1));
                AddStrip(group.FirstRow, place + slot, 1, 1);
            }
        }
    }

    // Sets the rows in which any of some units is active; returns their active rows together.
    private int Unite(ReadOnlySpan<int> units)
    {
        int words = _rowsOfUnits.Words;
        ulong* union = _union.Start;
        new Span<ulong>(union, words).Clear();
        int activeSum = 0;
        foreach (int unit in units)
        {
            ulong* rows = _rowsOfUnits.Of(unit);
            for (int word = 0; word < words; word++)
            {
                union[word] |= rows[word];
                activeSum += BitOperations.PopCount(rows[word]);
            }
        }

        return activeSum;
    }

    // Lists the rows of the union, and where the units find their factors.
    private void AddStrip(int firstRow, int place, int unitCount, int width)
    {
        (int rowPlace, int factorPlace) = _strips.Count == 0 ? (0, 0) : _strips[^1].End;
        int firstWord = _strips.Count * _rowsOfUnits.Words;
        int* rows = _rows.Start + rowPlace;
        int rowCount = ActiveRows.ListBits(_union.Start, _rowsOfUnits.Words, rows);
        for (int row = 0; row < rowCount; row++)
        {
            rows[row] += firstRow;
        }

        for (int word = 0, before = 0; word < _rowsOfUnits.Words; word++)
        {
            ulong union = _union.Start[word];
            _words.Start[firstWord + word] = new RowWord(union, before);
            before += BitOperations.PopCount(union);
        }

        for (int slot = 0; slot < unitCount; slot++)
        {
            _places.Start[_order.Units[place + slot]] = new FactorPlace(firstWord, factorPlace + slot, width);
        }

        // Where no row is active, nothing is to be added.
        if (rowCount > 0)
        {
            _strips.Add(new Strip(place, unitCount, width, rowPlace, rowCount, factorPlace));
        }
    }

    // Row by row: a row is one stream of values.
    private void PackFactors(RowGroup group, ActiveRows left, ActiveRows right)
    {
        int factorCount = _strips.Count == 0 ? 0 : _strips[^1].End.Factor;
        _factors.Reserve(factorCount);
        _factors.Items[..factorCount].Clear();
        int firstUnit = UnitParts.Units(_unitPart, _unitCount).First;
        (int firstBits, int endBits) = UnitParts.Words(_unitPart, _unitCount);
        FactorPlace* places = _places.Start;
        float* factors = _factors.Start;
        for (int row = 0; row < group.RowCount; row++)
        {
            if (right.ActiveCount(group.FirstRow + row) == 0)
            {
                continue;
            }

            ulong* active = left.ActiveUnits(group.FirstRow + row);
            float* values = left.Values.RowStart(group.FirstRow + row);
            RowWord* wordOfRow = _words.Start + (row / 64);
            ulong rowsBefore = (1UL << row) - 1;
            for (int index = firstBits; index < endBits; index++)
            {
                for (ulong bits = active[index]; bits != 0; bits &= bits - 1)
                {
                    int unit = (index * 64) + BitOperations.TrailingZeroCount(bits);
                    FactorPlace* place = places + (unit - firstUnit);
                    RowWord* word = wordOfRow + place->FirstWord;
                    int rank = word->Before + BitOperations.PopCount(word->Union & rowsBefore);
                    factors[place->First + (rank * place->Width)] = values[unit];
                }
            }
        }
    }

    /// <summary>Units that walk the same rows.</summary>
    /// <param name="FirstPlace">Place of the first unit in the order.</param>
    /// <param name="UnitCount">Units.</param>
    /// <param name="Width">Factors per row: as many as a tile has units, or one for a list.</param>
    /// <param name="FirstRow">Where its rows begin.</param>
    /// <param name="RowCount">Rows.</param>
    /// <param name="FirstFactor">Where its factors begin.</param>
    private readonly record struct Strip(int FirstPlace, int UnitCount, int Width, int FirstRow, int RowCount, int FirstFactor)
    {
        public (int Row, int Factor) End => (FirstRow + RowCount, FirstFactor + (RowCount * Width));
    }

    /// <summary>Sixty-four rows as a strip walks them.</summary>
    /// <param name="Union">Those in which any of its units is active.</param>
    /// <param name="Before">How many rows it walks before these.</param>
    private readonly record struct RowWord(ulong Union, int Before);

    /// <summary>Where a unit's factors are: <paramref name="First"/> + <paramref name="Width"/> · the rows that its strip walks before.</summary>
    /// <param name="FirstWord">First word of its strip.</param>
    /// <param name="First">Its factor in the first row.</param>
    /// <param name="Width">Factors per row.</param>
    private readonly record struct FactorPlace(int FirstWord, int First, int Width);
}
