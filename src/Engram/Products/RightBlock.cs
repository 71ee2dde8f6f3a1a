using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engram.Tensors;

namespace Engram.Products;

/// <summary>
/// The right side of an <see cref="OuterProduct"/> in one block of columns. Where much is done with it, it is copied into panels, in
/// which a tile finds its rows one behind the other. Rows of a category share their active units on this side too: a tile
/// leaves out panels in which none of its group's rows has any.
/// </summary>
internal sealed unsafe class RightBlock(int maximumRows, int maximumColumns)
{
    // Copying a number along with its neighbours takes about as long as so many multiply-adds of a tile.
    private const int CopyCost = 4;

    // What a tile gains by rows that lie one behind the other.
    private const double GainOfCopy = 0.1;

    private const int Lanes = Matrix.ColumnMultiple;

    // Rows come from the caches of all threads: they are asked for this many rows ahead.
    private const int RowsAhead = 4;

    // One bit for every group that has active units in a panel.
    private readonly ulong[] _panelUsers = new ulong[maximumColumns / Lanes];

    private readonly Lazy<PanelMatrix> _copy = new(() => new PanelMatrix(maximumRows, maximumColumns));
    private ActiveRows _right = null!;
    private bool _isCopied;

    /// <summary>First column of the block.</summary>
    public int Column { get; private set; }

    /// <summary>Columns of the block, padding included.</summary>
    public int Width { get; private set; }

    /// <summary>The rows of the right side in the block's columns.</summary>
    public PanelRows Rows => _isCopied ? _copy.Value.From(0) : _right.Values.From(Column);

    /// <summary>Whether any row of a group is active in a panel.</summary>
    public bool Uses(RowGroup group, int panel) => (_panelUsers[panel] & group.Bit) != 0;

    /// <summary>Takes columns of the right side.</summary>
    /// <param name="right">The right side.</param>
    /// <param name="groups">Groups of its rows.</param>
    /// <param name="column">First column, that of a panel.</param>
    /// <param name="width">Columns, whole panels.</param>
    public void Prepare(ActiveRows right, List<RowGroup> groups, int column, int width)
    {
        (_right, Column, Width) = (right, column, width);
        Array.Clear(_panelUsers);
        double cost = 0;
        foreach (RowGroup group in groups)
        {
            FindUsedPanels(group);
            for (int panel = 0; panel < width / Lanes && group.IsTiled; panel++)
            {
                cost += Uses(group, panel) ? group.Cost * Lanes : 0;
            }
        }

        double rowCount = groups.Count == 0 ? 0 : groups[^1].EndRow;
        _isCopied = cost * GainOfCopy > rowCount * width * CopyCost;
        if (_isCopied)
        {
            Copy(groups);
        }
    }

    private void FindUsedPanels(RowGroup group)
    {
        int firstWord = Column / 64;
        int wordCount = ActiveRows.WordCount(Column + Width) - firstWord;
        ulong* union = stackalloc ulong[wordCount];
        new Span<ulong>(union, wordCount).Clear();
        for (int row = group.FirstRow; row < group.EndRow; row++)
        {
            ulong* active = _right.ActiveUnits(row) + firstWord;
            for (int word = 0; word < wordCount; word++)
            {
                union[word] |= active[word];
            }
        }

        for (int panel = 0; panel < Width / Lanes; panel++)
        {
            int unit = Column - (firstWord * 64) + (panel * Lanes);
            _panelUsers[panel] |= (ushort)(union[unit / 64] >> unit) != 0 ? group.Bit : 0;
        }
    }

    private void Copy(List<RowGroup> groups)
    {
        PanelMatrix copy = _copy.Value;
        foreach (RowGroup group in groups)
        {
            for (int row = group.FirstRow; row < group.EndRow; row++)
            {
                // A walk by units leaves out rows without active units.
                if (group.IsTiled || _right.ActiveCount(row) > 0)
                {
                    CopyRow(group, row, copy);
                }
            }
        }
    }

    private void CopyRow(RowGroup group, int row, PanelMatrix copy)
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
                Vector512.Load(source + (panel * Lanes)).Store(destination);
            }
        }
    }
}
