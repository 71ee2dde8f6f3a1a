using ScottPlot;

namespace Engram.Reports.Drawing;

/// <summary>Equal data areas in rows and columns, and the page that holds them.</summary>
/// <param name="Rows">Rows of data areas.</param>
/// <param name="Columns">Columns of data areas.</param>
internal sealed record PanelGrid(int Rows, int Columns)
{
    /// <summary>Width of the page.</summary>
    public float Width { get; init; } = FigureStyle.Width;

    /// <summary>Pixels left of the first column.</summary>
    public float Left { get; init; } = 60;

    /// <summary>Pixels right of the last column.</summary>
    public float Right { get; init; } = 16;

    /// <summary>Pixels above the first row, its titles included.</summary>
    public float Top { get; init; } = 34;

    /// <summary>Pixels below the last row.</summary>
    public float Bottom { get; init; } = 52;

    /// <summary>Pixels between columns.</summary>
    public float GapX { get; init; } = 18;

    /// <summary>Pixels between rows.</summary>
    public float GapY { get; init; } = 44;

    /// <summary>Height of a data area; 0 makes it square.</summary>
    public float PanelHeight { get; init; }

    /// <summary>Width of a data area.</summary>
    public float PanelWidth => (Width - Left - Right - ((Columns - 1) * GapX)) / Columns;

    private float RowHeight => PanelHeight > 0 ? PanelHeight : PanelWidth;

    /// <summary>Height of the page.</summary>
    public float Height => Top + (Rows * RowHeight) + ((Rows - 1) * GapY) + Bottom;

    /// <summary>The data area in a row and column.</summary>
    public PixelRect this[int row, int column]
    {
        get
        {
            float left = Left + (column * (PanelWidth + GapX));
            float top = Top + (row * (RowHeight + GapY));
            return new PixelRect(left, left + PanelWidth, top + RowHeight, top);
        }
    }
}
