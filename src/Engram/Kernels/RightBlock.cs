using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Engram.Kernels;

/// <summary>
/// The right side of an <see cref="OuterProduct"/> in one block of columns. Where much is done with it, it is copied into panels, in
/// which a tile finds its rows one behind the other. Rows of a category share their active units on this side too: a tile
/// leaves out panels in which none of its group's rows has any. Few panels are empty as columns stand, more once those that the same
/// groups use are side by side; then the block is copied in that order, and its sums are put back.
/// </summary>
internal sealed unsafe class RightBlock(int maximumRows, int maximumColumns)
{
    // Moving a number to another column, or along with its neighbours, takes about as long as so many multiply-adds of a tile.
    private const int MoveCost = 10;
    private const int CopyCost = 4;

    // What a tile gains by rows that lie one behind the other.
    private const double GainOfCopy = 0.1;

    private const int Lanes = Matrix.ColumnMultiple;

    // Rows come from the caches of all threads: they are asked for this many rows ahead.
    private const int RowsAhead = 4;

    // By column and by panel one bit for every group that has active units there.
    private readonly ulong[] _columnUsers = new ulong[maximumColumns];
    private readonly ulong[] _panelUsers = new ulong[maximumColumns / Lanes];

    // The column at each place, and what the columns are sorted by.
    private readonly int[] _order = new int[maximumColumns];
    private readonly ulong[] _keys = new ulong[maximumColumns];

    private readonly Lazy<PanelMatrix> _copy = new(() => new PanelMatrix(maximumRows, maximumColumns));
    private ActiveRows _right = null!;
    private bool _isCopied;

    /// <summary>First column of the block.</summary>
    public int Column { get; private set; }

    /// <summary>Columns of the block, padding included.</summary>
    public int Width { get; private set; }

    /// <summary>Whether columns are in an order of their own.</summary>
    public bool IsOrdered { get; private set; }

    /// <summary>The rows of the right side in the block's columns.</summary>
    public PanelRows Rows => _isCopied ? _copy.Value.From(0) : _right.Values.From(Column);

    /// <summary>Whether any row of a group is active in a panel.</summary>
    public bool Uses(RowGroup group, int panel) => (_panelUsers[panel] & group.Bit) != 0;

    /// <summary>Takes columns of the right side, in another order where that saves more than it costs.</summary>
    /// <param name="right">The right side.</param>
    /// <param name="groups">Groups of its rows.</param>
    /// <param name="column">First column.</param>
    /// <param name="width">Columns.</param>
    /// <param name="unitCount">Rows of the product, whose sums are to be put back.</param>
    public void Prepare(ActiveRows right, List<RowGroup> groups, int column, int width, int unitCount)
    {
        (_right, Column, Width) = (right, column, width);
        FindColumnUsers(groups);
        double cost = TakeColumnsAsTheyStand(groups);
        Array.Copy(_columnUsers, _keys, width);
        Array.Sort(_keys, _order, 0, width);
        double rowCount = groups.Count == 0 ? 0 : groups[^1].EndRow;
        IsOrdered = cost - FindPanelUsers(groups) > (rowCount + unitCount) * width * MoveCost;
        if (!IsOrdered)
        {
            TakeColumnsAsTheyStand(groups);
        }

        _isCopied = IsOrdered || cost * GainOfCopy > rowCount * width * CopyCost;
        if (_isCopied)
        {
            Copy(groups);
        }
    }

    /// <summary>Moves some rows' sums to their columns' own places and leaves zeros.</summary>
    public void PutBack(PanelMatrix sums, int firstRow, int rowCount, PanelMatrix destination)
    {
        int* offsets = stackalloc int[Width];
        for (int place = 0; place < Width; place++)
        {
            int column = _order[place];
            offsets[place] = (int)((column / Lanes * destination.PanelStride) + (column % Lanes));
        }

        // Panels that no group uses hold zeros, as the destination does.
        for (int panel = 0; panel < Width / Lanes; panel++)
        {
            if (_panelUsers[panel] != 0)
            {
                float* source = sums.PanelRow(panel, firstRow);
                Scatter(source, offsets + (panel * Lanes), destination.PanelRow(0, 0), rowCount);
                new Span<float>(source, rowCount * Lanes).Clear();
            }
        }
    }

    private double TakeColumnsAsTheyStand(List<RowGroup> groups)
    {
        for (int place = 0; place < Width; place++)
        {
            _order[place] = place;
        }

        return FindPanelUsers(groups);
    }

    private void FindColumnUsers(List<RowGroup> groups)
    {
        int firstWord = Column / 64;
        int wordCount = ActiveRows.WordCount(Column + Width) - firstWord;
        ulong* union = stackalloc ulong[wordCount];
        _columnUsers.AsSpan(0, Width).Clear();
        foreach (RowGroup group in groups)
        {
            new Span<ulong>(union, wordCount).Clear();
            for (int row = group.FirstRow; row < group.EndRow; row++)
            {
                ulong* active = _right.ActiveUnits(row) + firstWord;
                for (int word = 0; word < wordCount; word++)
                {
                    union[word] |= active[word];
                }
            }

            for (int place = 0; place < Width; place++)
            {
                int unit = Column + place - (firstWord * 64);
                _columnUsers[place] |= (union[unit / 64] >> unit & 1) != 0 ? group.Bit : 0;
            }
        }
    }

    // Returns what the tiled groups cost in the order at hand.
    private double FindPanelUsers(List<RowGroup> groups)
    {
        Array.Clear(_panelUsers);
        for (int place = 0; place < Width; place++)
        {
            _panelUsers[place / Lanes] |= _columnUsers[_order[place]];
        }

        double cost = 0;
        foreach (RowGroup group in groups)
        {
            for (int panel = 0; panel < Width / Lanes && group.IsTiled; panel++)
            {
                cost += Uses(group, panel) ? group.Cost * Lanes : 0;
            }
        }

        return cost;
    }

    private void Copy(List<RowGroup> groups)
    {
        PanelMatrix copy = _copy.Value;
        fixed (int* order = _order)
        {
            foreach (RowGroup group in groups)
            {
                for (int row = group.FirstRow; row < group.EndRow; row++)
                {
                    // A walk by units leaves out rows without active units.
                    if (group.IsTiled || _right.ActiveCount(row) > 0)
                    {
                        CopyRow(group, row, order, copy);
                    }
                }
            }
        }
    }

    private void CopyRow(RowGroup group, int row, int* order, PanelMatrix copy)
    {
        float* source = _right.Values.RowStart(row) + Column;
        float* ahead = source + ((nint)RowsAhead * _right.Values.Stride);
        for (int panel = 0; panel < Width / Lanes; panel++)
        {
            float* destination = copy.PanelRow(panel, row);
            if (Sse.IsSupported)
            {
                Sse.Prefetch0(ahead + (panel * Lanes));
                Sse.Prefetch0(destination + (RowsAhead * Lanes));
            }

            if (!group.IsTiled || Uses(group, panel))
            {
                if (IsOrdered)
                {
                    for (int lane = 0; lane < Lanes; lane++)
                    {
                        destination[lane] = source[order[(panel * Lanes) + lane]];
                    }
                }
                else
                {
                    Vector512.Load(source + (panel * Lanes)).Store(destination);
                }
            }
        }
    }

    // destination[r, offsets[l]] = source[r, l]
    private static void Scatter(float* source, int* offsets, float* destination, int rowCount)
    {
        for (int row = 0; row < rowCount; row++)
        {
            for (int lane = 0; lane < Lanes; lane++)
            {
                destination[offsets[lane]] = source[lane];
            }

            source += Lanes;
            destination += Lanes;
        }
    }
}
