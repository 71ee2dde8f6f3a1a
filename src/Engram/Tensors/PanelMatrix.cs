using System.Numerics.Tensors;

namespace Engram.Tensors;

/// <summary>
/// A matrix of floats in panels of 16 columns: a panel holds all rows of its columns, one cache line per row, and panels
/// follow each other. So a tile that walks some rows of a panel stays within a few pages, and work on every element of a
/// stretch of rows (Adam) is one contiguous stream. Columns are padded with zeros; every panel has one spare row behind the
/// last, which takes what the unused rows of a partly filled tile write.
/// </summary>
internal sealed unsafe class PanelMatrix
{
    // What the pointer points into lives as long as it is held.
    private readonly AlignedStorage _storage;
    private readonly float* _start;

    public PanelMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Rows = rows;
        Columns = columns;
        PaddedColumns = Matrix.Padded(columns);
        long panelStride = (rows + 1L) * Matrix.ColumnMultiple;
        _storage = new AlignedStorage(rows, columns, panelStride * PanelCount);
        _start = _storage.Start;
        PanelStride = (nint)panelStride;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Columns with padding, a multiple of <see cref="Matrix.ColumnMultiple"/>.</summary>
    public int PaddedColumns { get; }

    public int PanelCount => PaddedColumns / Matrix.ColumnMultiple;

    /// <summary>Floats from one panel to the next.</summary>
    public nint PanelStride { get; }

    /// <summary>Index of the spare row.</summary>
    public int SpareRow => Rows;

    public ref float this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)PaddedColumns);
            return ref PanelRow(column / Matrix.ColumnMultiple, row)[column % Matrix.ColumnMultiple];
        }
    }

    /// <summary>The columns from <paramref name="column"/> on, which is the first of a panel, for kernels.</summary>
    public PanelRows From(int column) =>
        new(PanelRow(column / Matrix.ColumnMultiple, 0), Matrix.ColumnMultiple, PanelStride);

    /// <summary>The 16 values of a row in a panel; those of the next row follow. Valid while the matrix is reachable.</summary>
    public float* PanelRow(int panel, int row) => _start + (panel * PanelStride) + ((nint)row * Matrix.ColumnMultiple);

    /// <summary>Copies a row's columns, without padding.</summary>
    public void CopyRow(int row, Span<float> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        for (int column = 0; column < Columns; column += Matrix.ColumnMultiple)
        {
            int width = Math.Min(Matrix.ColumnMultiple, Columns - column);
            new ReadOnlySpan<float>(PanelRow(column / Matrix.ColumnMultiple, row), width).CopyTo(destination[column..]);
        }
    }

    /// <summary>Sets a row's columns.</summary>
    public void SetRow(int row, ReadOnlySpan<float> source)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(source.Length, Columns);
        for (int column = 0; column < Columns; column += Matrix.ColumnMultiple)
        {
            int width = Math.Min(Matrix.ColumnMultiple, Columns - column);
            source.Slice(column, width).CopyTo(new Span<float>(PanelRow(column / Matrix.ColumnMultiple, row), width));
        }
    }

    /// <summary>Whether every element is a finite number; padding and the spare row are not looked at.</summary>
    public bool IsFinite()
    {
        for (int panel = 0; panel < PanelCount; panel++)
        {
            int width = Math.Min(Matrix.ColumnMultiple, Columns - (panel * Matrix.ColumnMultiple));
            if (width == Matrix.ColumnMultiple)
            {
                if (!TensorPrimitives.IsFiniteAll<float>(new ReadOnlySpan<float>(PanelRow(panel, 0), Rows * width)))
                {
                    return false;
                }

                continue;
            }

            for (int row = 0; row < Rows; row++)
            {
                if (!TensorPrimitives.IsFiniteAll<float>(new ReadOnlySpan<float>(PanelRow(panel, row), width)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>A copy of a row's columns, without padding.</summary>
    public float[] Row(int row)
    {
        float[] copy = new float[Columns];
        CopyRow(row, copy);
        return copy;
    }
}
