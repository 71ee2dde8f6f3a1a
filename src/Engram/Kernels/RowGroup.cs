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

    private readonly int _unitCount;
    private readonly int[] _unitStarts;
    private readonly int[] _partTiles = new int[8];
    private int[] _indices = [];
    private float[] _factors = [];
    private int _tileRows;
    private int _unitParts;

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

    public void Pack(KernelTable kernels, ActiveRows left, int unitParts)
    {
        _tileRows = kernels.TileRows;
        _unitParts = unitParts;
        ulong* union = stackalloc ulong[left.Words];
        int activeSum = Unite(left, union);
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
    public static (int First, int End) UnitsOfPart(int unitPart, int unitParts, int unitCount) =>
        (PartStart(unitPart, unitParts, unitCount), PartStart(unitPart + 1, unitParts, unitCount));

    /// <summary>The unit of a place in a tile, or a negative number where the tile has none.</summary>
    public int TileUnit(int place) => _indices[place];

    public float* TileFactors(int tile) => Pinned(_factors) + ((nint)tile * _tileRows * RowCount);

    public int RowsOfUnit(int unit, out int* rows, out float* factors)
    {
        int start = _unitStarts[unit];
        rows = Pinned(_indices) + start;
        factors = Pinned(_factors) + start;
        return _unitStarts[unit + 1] - start;
    }

    private static int* Pinned(int[] array)
    {
        fixed (int* start = array)
        {
            return start;
        }
    }

    private static float* Pinned(float[] array)
    {
        fixed (float* start = array)
        {
            return start;
        }
    }

    private static int PartStart(int unitPart, int unitParts, int unitCount) =>
        Math.Min(unitCount, ActiveRows.WordCount(unitCount) * unitPart / unitParts * 64);

    private int Unite(ActiveRows left, ulong* union)
    {
        int activeSum = 0;
        new Span<ulong>(union, left.Words).Clear();
        for (int row = FirstRow; row < FirstRow + RowCount; row++)
        {
            ulong* active = left.ActiveUnits(row);
            activeSum += ActiveRows.CountBits(active, left.Words);
            for (int word = 0; word < left.Words; word++)
            {
                union[word] |= active[word];
            }
        }

        return activeSum;
    }

    private void PackTiles(ActiveRows left, ulong* union)
    {
        Reserve(_unitCount + (_unitParts * _tileRows), 0);
        int place = 0;
        for (int part = 0; part < _unitParts; part++)
        {
            _partTiles[part] = place / _tileRows;
            (int firstUnit, int endUnit) = UnitsOfPart(part, _unitParts, _unitCount);
            int firstWord = firstUnit / 64;
            int endWord = (endUnit + 63) / 64;
            int* units = Pinned(_indices) + place;
            int count = ActiveRows.ListBits(union + firstWord, endWord - firstWord, units);
            for (int index = 0; index < count; index++)
            {
                units[index] += firstUnit;
            }

            place += count;
            while (place % _tileRows != 0)
            {
                _indices[place++] = NoUnit;
            }
        }

        _partTiles[_unitParts] = place / _tileRows;
        Reserve(0, place * RowCount);
        for (int tile = 0; tile < _partTiles[_unitParts]; tile++)
        {
            PackTile(left, tile);
        }
    }

    private void PackTile(ActiveRows left, int tile)
    {
        float* factors = TileFactors(tile);
        int* units = Pinned(_indices) + (tile * _tileRows);
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
        Reserve(activeSum, activeSum);
        CountRows(left);
        int* rows = Pinned(_indices);
        float* factors = Pinned(_factors);
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

    private void Reserve(int indexCount, int factorCount)
    {
        if (_indices.Length < indexCount)
        {
            _indices = GC.AllocateUninitializedArray<int>(indexCount * 5 / 4, pinned: true);
        }

        if (_factors.Length < factorCount)
        {
            _factors = GC.AllocateUninitializedArray<float>(factorCount * 5 / 4, pinned: true);
        }
    }
}
