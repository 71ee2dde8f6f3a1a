namespace Engram.Tensors;

/// <summary>
/// A row-major matrix of floats for the kernels. Rows start on 64-byte boundaries and are padded with zeros to a
/// multiple of <see cref="ColumnMultiple"/> columns, so that no kernel needs a column edge. One spare row behind the
/// last takes what the unused rows of a partly filled tile write.
/// </summary>
internal sealed unsafe class Matrix
{
    /// <summary>Columns are padded to a multiple of this: 64 bytes, one 512-bit vector, one cache line.</summary>
    public const int ColumnMultiple = 16;

    private readonly AlignedStorage _storage;
    private readonly float* _start;

    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Rows = rows;
        Columns = columns;
        Stride = Padded(columns);
        _storage = new AlignedStorage(rows, columns, (rows + 1L) * Stride);
        _start = _storage.Start;
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Floats from one row to the next, padding included.</summary>
    public int Stride { get; }

    /// <summary>First element of the first row; valid while the matrix is reachable.</summary>
    public float* Start => _start;

    /// <summary>Index of the spare row.</summary>
    public int SpareRow => Rows;

    /// <summary>Columns rounded up to the padding.</summary>
    public static int Padded(int columns) => (columns + ColumnMultiple - 1) / ColumnMultiple * ColumnMultiple;

    /// <summary>All rows, from a column on that is a multiple of <see cref="ColumnMultiple"/>, for kernels.</summary>
    public PanelRows From(int column) => new(_start + column, Stride, ColumnMultiple);

    public float* RowStart(int row) => _start + ((nint)row * Stride);

    /// <summary>The columns of a row, without padding.</summary>
    public Span<float> Row(int row) => new(RowStart(row), Columns);

    /// <summary>The columns of a row and its padding.</summary>
    public Span<float> PaddedRow(int row) => new(RowStart(row), Stride);

    public void Clear() => _storage.Clear();

    public Matrix Clone()
    {
        Matrix copy = new(Rows, Columns);
        for (int row = 0; row < Rows; row++)
        {
            Row(row).CopyTo(copy.Row(row));
        }

        return copy;
    }
}
