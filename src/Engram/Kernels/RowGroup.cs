using System.Numerics;

namespace Engram.Kernels;

/// <summary>
/// Neighbouring rows of one side of an <see cref="OuterProduct"/>, packed either as tiles over the union of their active
/// units or as one list of rows per unit.
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
    private readonly PinnedArray<int> _indices = new(0);
    private readonly PinnedArray<float> _factors = new(0);
    private int _tileRows;

    public RowGroup(int unitCount)
    {
        _unitCount = unitCount;
        _unitStarts = new int[unitCount + 1];
    }

    public int FirstRow { get; private set; }

    public int RowCount { get; private set; }

    public bool IsTiled { get; private set; }

    public void SetRows(int firstRow, int rowCount, int maximumRows)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstRow + rowCount, maximumRows);
        FirstRow = firstRow;
        RowCount = rowCount;
    }

    public void Pack(KernelTable kernels, ActiveRows left)
    {
        _tileRows = kernels.TileRows;
        ulong* union = stackalloc ulong[left.Words];
        int activeSum = left.Unite(FirstRow, RowCount, union);
        int unionCount = ActiveRows.CountBits(union, left.Words);
        IsTiled = (long)unionCount * RowCount <= (activeSum * kernels.RowCost) + (unionCount * ListOverhead);
        if (IsTiled)
        {
            PackTiles(left, union);
        }
        else
        {
            PackLists(left, activeSum);
        }
    }

    public (int First, int End) Tiles(int unitPart) => (_partTiles[unitPart], _partTiles[unitPart + 1]);

    /// <summary>The units of a part. Parts begin at whole words of 64 units; nothing of the result depends on where.</summary>
    public static (int First, int End) UnitsOfPart(int unitPart, int unitCount) =>
        (PartStart(unitPart, unitCount), PartStart(unitPart + 1, unitCount));

    /// <summary>The unit of a place in a tile, or a negative number where the tile has none.</summary>
    public int TileUnit(int place) => _indices.Start[place];

    public float* TileFactors(int tile) => _factors.Start + ((nint)tile * _tileRows * RowCount);

    public int RowsOfUnit(int unit, out int* rows, out float* factors)
    {
        int start = _unitStarts[unit];
        rows = _indices.Start + start;
        factors = _factors.Start + start;
        return _unitStarts[unit + 1] - start;
    }

    private static int PartStart(int unitPart, int unitCount) =>
        Math.Min(unitCount, ActiveRows.WordCount(unitCount) * unitPart / UnitParts * 64);

    private void PackTiles(ActiveRows left, ulong* union)
    {
        _indices.Reserve(_unitCount + (UnitParts * _tileRows));
        int place = 0;
        for (int part = 0; part < UnitParts; part++)
        {
            _partTiles[part] = place / _tileRows;
            (int firstUnit, int endUnit) = UnitsOfPart(part, _unitCount);
            int firstWord = firstUnit / 64;
            int endWord = (endUnit + 63) / 64;
            int* units = _indices.Start + place;
            int count = ActiveRows.ListBits(union + firstWord, endWord - firstWord, units);
            for (int index = 0; index < count; index++)
            {
                units[index] += firstUnit;
            }

            place += count;
            while (place % _tileRows != 0)
            {
                _indices.Start[place++] = NoUnit;
            }
        }

        _partTiles[UnitParts] = place / _tileRows;
        _factors.Reserve((long)place * RowCount);
        for (int tile = 0; tile < _partTiles[UnitParts]; tile++)
        {
            PackTile(left, tile);
        }
    }

    private void PackTile(ActiveRows left, int tile)
    {
        float* factors = TileFactors(tile);
        int* units = _indices.Start + (tile * _tileRows);
        for (int row = FirstRow; row < FirstRow + RowCount; row++)
        {
            float* values = left.Values.RowStart(row);
            for (int place = 0; place < _tileRows; place++)
            {
                *factors++ = units[place] >= 0 ? values[units[place]] : 0;
            }
        }
    }

    private void PackLists(ActiveRows left, int activeSum)
    {
        _indices.Reserve(activeSum);
        _factors.Reserve(activeSum);
        CountRows(left);
        int* rows = _indices.Start;
        float* factors = _factors.Start;
        for (int row = FirstRow; row < FirstRow + RowCount; row++)
        {
            ulong* active = left.ActiveUnits(row);
            float* values = left.Values.RowStart(row);
            for (int word = 0; word < left.Words; word++)
            {
                for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
                {
                    int unit = (word * 64) + BitOperations.TrailingZeroCount(bits);
                    int place = _unitStarts[unit]++;
                    rows[place] = row;
                    factors[place] = values[unit];
                }
            }
        }

        // Filling moved every start to its end, which is the next unit's start.
        Array.Copy(_unitStarts, 0, _unitStarts, 1, _unitCount);
        _unitStarts[0] = 0;
    }

    private void CountRows(ActiveRows left)
    {
        Array.Clear(_unitStarts);
        for (int row = FirstRow; row < FirstRow + RowCount; row++)
        {
            ulong* active = left.ActiveUnits(row);
            for (int word = 0; word < left.Words; word++)
            {
                for (ulong bits = active[word]; bits != 0; bits &= bits - 1)
                {
                    _unitStarts[(word * 64) + BitOperations.TrailingZeroCount(bits) + 1]++;
                }
            }
        }

        for (int unit = 0; unit < _unitCount; unit++)
        {
            _unitStarts[unit + 1] += _unitStarts[unit];
        }
    }
}
