namespace Engram.Tensors;

/// <summary>
/// Where a kernel finds columns of rows: column j of row r is <c>Start[(r · RowStride) + (j / 16 · PanelStride) + (j % 16)]</c>.
/// In a <see cref="Matrix"/> rows are contiguous, in a <see cref="PanelMatrix"/> panels of 16 columns are.
/// </summary>
internal readonly unsafe struct PanelRows(float* start, nint rowStride, nint panelStride)
{
    /// <summary>First column of row 0; the column is the first of a panel.</summary>
    public float* Start { get; } = start;

    /// <summary>Floats from one row to the next.</summary>
    public nint RowStride { get; } = rowStride;

    /// <summary>Floats from one panel of <see cref="Matrix.ColumnMultiple"/> columns to the next.</summary>
    public nint PanelStride { get; } = panelStride;

    /// <summary>A column of the first row.</summary>
    public float* At(int column) => Start + (column / Matrix.ColumnMultiple * PanelStride) + (column % Matrix.ColumnMultiple);

    /// <summary>The same rows, beginning with another column, which is the first of a panel.</summary>
    public PanelRows FromColumn(int column) => new(At(column), RowStride, PanelStride);

    /// <summary>The same columns, beginning with another row.</summary>
    public PanelRows From(int row) => new(Start + (row * RowStride), RowStride, PanelStride);
}
