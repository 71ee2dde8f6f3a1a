using System.Numerics;

namespace Engram.Kernels;

/// <summary>
/// Neighbouring rows of one side of an <see cref="OuterProduct"/>, packed either as tiles over the union of their active
/// units or as one list of rows per unit. Units are packed in parts, by different threads.
/// </summary>
internal sealed unsafe class RowGroup
{
    // Starting a list costs about as much as this many of its terms: its sums are read from and written to memory.
    private const int ListOverhead = 2;
    private const int NoUnit = -1;

    /// <summary>A product is split by halves of its units, each with tiles of its own, so that no row is written twice.</summary>
    public const int UnitParts = 2;

    private readonly int _unitCount;
    private readonly int[] _unitStarts;
    private readonly int[] _partTiles = new int[UnitParts + 1];
    private readonly PinnedArray<ulong> _union;
    private readonly PinnedArray<int> _indices = new(0);
    private readonly PinnedArray<float> _factors = new(0);
    private int _tileRows;
    private int _activeSum;

    public RowGroup(int unitCount)
    {
        _unitCount = unitCount;
        _unitStarts = new int[unitCount + UnitParts];
        _union = new PinnedArray<ulong>(ActiveRows.WordCount(unitCount));
    }

    public int FirstRow { get; private set; }

    public int RowCount { get; private set; }

    public bool IsTiled { get; private set; }

    /// <summary>What a column of the product costs, in multiply-adds of a tile.</summary>
    public double Cost { get; private set; }

    /// <summary>Sets the rows and decides from counts how they are packed.</summary>
    public void SetRows(KernelTable kernels, ActiveRows left, int firstRow, int rowCount)
    {
        FirstRow = firstRow;
        RowCount = rowCount;
        _tileRows = kernels.TileRows;
        _activeSum = left.Unite(firstRow, rowCount, _union.Start);
        int unionCount = ActiveRows.CountBits(_union.Start, left.Words);
        double tileCost = (double)unionCount * rowCount;
        double listCost = (_activeSum * kernels.RowCost) + (unionCount * ListOverhead);
        IsTiled = tileCost <= listCost;
        Cost = Math.Min(tileCost, listCost);
    }

    /// <summary>Takes the rows of the next group, if both are lists: a unit's list then goes on through both.</summary>
    public bool TryAppend(RowGroup next)
    {
        if (IsTiled || next.IsTiled)
        {
            return false;
        }

        RowCount += next.RowCount;
        _activeSum += next._activeSum;
        return true;
    }

    /// <summary>Makes room for what the parts pack.</summary>
    public void BeginPacking()
    {
        if (IsTiled)
        {
            ListTileUnits();
            _factors.Reserve((long)_partTiles[UnitParts] * _tileRows * RowCount);
        }
        else
        {
            _indices.Reserve((long)UnitParts * _activeSum);
            _factors.Reserve((long)UnitParts * _activeSum);
        }
    }

    /// <summary>Packs a part of the units.</summary>
    public void Pack(ActiveRows left, int unitPart)
    {
        if (IsTiled)
        {
            (int firstTile, int endTile) = Tiles(unitPart);
            for (int tile = firstTile; tile < endTile; tile++)
            {
                PackTile(left, tile);
            }
        }
        else
        {
            PackLists(left, unitPart);
        }
    }

    public (int First, int End) Tiles(int unitPart) => (_partTiles[unitPart], _partTiles[unitPart + 1]);

    /// <summary>The units of a part. Parts begin at whole words of 64 units; nothing of the result depends on where.</summary>
    public static (int First, int End) UnitsOfPart(int unitPart, int unitCount) =>
        (PartStart(unitPart, unitCount), PartStart(unitPart + 1, unitCount));

    /// <summary>The unit of a place in a tile, or a negative number where the tile has none.</summary>
    public int TileUnit(int place) => _indices.Start[place];

    public float* TileFactors(int tile) => _factors.Start + ((nint)tile * _tileRows * RowCount);

    public int RowsOfUnit(int unitPart, int unit, out int* rows, out float* factors)
    {
        // Every part has one start more than units.
        int start = _unitStarts[unit + unitPart];
        rows = _indices.Start + start;
        factors = _factors.Start + start;
        return _unitStarts[unit + unitPart + 1] - start;
    }

    private static int PartStart(int unitPart, int unitCount) =>
        Math.Min(unitCount, ActiveRows.WordCount(unitCount) * unitPart / UnitParts * 64);

    private static (int First, int End) WordsOfPart(int unitPart, int unitCount)
    {
        (int firstUnit, int endUnit) = UnitsOfPart(unitPart, unitCount);
        return (firstUnit / 64, (endUnit + 63) / 64);
    }

    private void ListTileUnits()
    {
        _indices.Reserve(_unitCount + (UnitParts * _tileRows));
        int place = 0;
        for (int part = 0; part < UnitParts; part++)
        {
            _partTiles[part] = place / _tileRows;
            (int firstWord, int endWord) = WordsOfPart(part, _unitCount);
            int* units = _indices.Start + place;
            int count = ActiveRows.ListBits(_union.Start + firstWord, endWord - firstWord, units);
            for (int index = 0; index < count; index++)
            {
                units[index] += firstWord * 64;
            }

            place += count;
            while (place % _tileRows != 0)
            {
                _indices.Start[place++] = NoUnit;
            }
        }

        _partTiles[UnitParts] = place / _tileRows;
    }

    private void PackTile(ActiveRows left, int tile)
    {
        int* places = _indices.Start + (tile * _tileRows);
        int* units = stackalloc int[_tileRows];
        for (int place = 0; place < _tileRows; place++)
        {
            // A place without a unit is summed into a spare row, so any number will do there.
            units[place] = Math.Max(places[place], 0);
        }

        float* factors = TileFactors(tile);
        nint stride = left.Values.Stride;
        float* values = left.Values.RowStart(FirstRow);
        for (int row = 0; row < RowCount; row++)
        {
            for (int place = 0; place < _tileRows; place++)
            {
                factors[place] = values[units[place]];
            }

            factors += _tileRows;
            values += stride;
        }
    }

    private void PackLists(ActiveRows left, int unitPart)
    {
        (int firstUnit, int endUnit) = UnitsOfPart(unitPart, _unitCount);
        (int firstWord, int endWord) = WordsOfPart(unitPart, _unitCount);
        Span<int> starts = _unitStarts.AsSpan(firstUnit + unitPart, endUnit - firstUnit + 1);
        CountRows(left, firstWord, endWord, firstUnit, starts);
        starts[0] = unitPart * _activeSum;
        for (int unit = 1; unit < starts.Length; unit++)
        {
            starts[unit] += starts[unit - 1];
        }

        int* rows = _indices.Start;
        float* factors = _factors.Start;
        for (int row = FirstRow; row < FirstRow + RowCount; row++)
        {
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
        starts[0] = unitPart * _activeSum;
    }

    private void CountRows(ActiveRows left, int firstWord, int endWord, int firstUnit, Span<int> starts)
    {
        starts.Clear();
        for (int row = FirstRow; row < FirstRow + RowCount; row++)
        {
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
