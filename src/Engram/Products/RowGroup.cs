using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Products;

/// <summary>Neighbouring rows of an <see cref="OuterProduct"/>, and by which walk they are added.</summary>
internal sealed unsafe class RowGroup(KernelTable kernels, int unitCount)
{
    // Starting a unit costs about as much as this many of its terms: its sums are read from and written to memory.
    private const int UnitOverhead = 2;

    private readonly PinnedArray<ulong> _union = new(ActiveRows.WordCount(unitCount));
    private readonly TileWalk _tiles = new(unitCount);
    private readonly UnitWalk _units = new(kernels, unitCount);

    public KernelTable Kernels => kernels;

    public int FirstRow { get; private set; }

    public int RowCount { get; private set; }

    /// <summary>The row behind the last.</summary>
    public int EndRow => FirstRow + RowCount;

    /// <summary>Active units of all rows of the left side together.</summary>
    public int ActiveSum { get; private set; }

    /// <summary>One bit for each unit of the left side that is active in any of the rows that were set.</summary>
    public ulong* Union => _union.Start;

    /// <summary>The cheaper walk.</summary>
    public GroupWalk Walk { get; private set; } = null!;

    public bool IsTiled => Walk == _tiles;

    /// <summary>A bit that stands for the group; with more than 64 groups some share one.</summary>
    public ulong Bit { get; set; }

    /// <summary>What a column of the product costs, in multiply-adds of a tile.</summary>
    public double Cost { get; private set; }

    /// <summary>Sets the rows and decides by counts how they are walked.</summary>
    public void SetRows(ActiveRows left, int firstRow, int rowCount)
    {
        FirstRow = firstRow;
        RowCount = rowCount;
        ActiveSum = left.Unite(firstRow, rowCount, _union.Start);
        int unionCount = ActiveRows.CountBits(_union.Start, left.Words);
        double tileCost = (double)unionCount * rowCount;
        double unitCost = (ActiveSum * kernels.RowCost) + (unionCount * UnitOverhead);
        (Walk, Cost) = tileCost <= unitCost ? (_tiles, tileCost) : ((GroupWalk)_units, unitCost);
    }

    /// <summary>Takes the rows of the next group, if both walk units: a unit then walks the rows of both.</summary>
    public bool TryAppend(RowGroup next)
    {
        if (IsTiled || next.IsTiled)
        {
            return false;
        }

        RowCount += next.RowCount;
        ActiveSum += next.ActiveSum;
        return true;
    }
}
