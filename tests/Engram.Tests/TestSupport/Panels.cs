using Engram.Tensors;

namespace Engram.Tests.TestSupport;

/// <summary>Panel matrices for tests, made from plain ones and back.</summary>
internal static unsafe class Panels
{
    /// <summary>The same values in panels.</summary>
    public static PanelMatrix From(Matrix matrix)
    {
        PanelMatrix panels = new(matrix.Rows, matrix.Columns);
        for (int row = 0; row < matrix.Rows; row++)
        {
            panels.SetRow(row, matrix.Row(row));
        }

        return panels;
    }

    /// <summary>Random values between −1 and 1.</summary>
    public static PanelMatrix Create(Random random, int rows, int columns) => From(SparseRows.CreateDense(random, rows, columns));

    /// <summary>A matrix of its own with the same values.</summary>
    public static PanelMatrix Copy(PanelMatrix source)
    {
        PanelMatrix copy = new(source.Rows, source.Columns);
        for (int row = 0; row < source.Rows; row++)
        {
            copy.SetRow(row, source.Row(row));
        }

        return copy;
    }

    /// <summary>A row with its padding.</summary>
    public static float[] PaddedRow(PanelMatrix matrix, int row) =>
        [.. Enumerable.Range(0, matrix.PaddedColumns).Select(column => matrix[row, column])];

    /// <summary>All elements, padding included, row after row.</summary>
    public static float[] PaddedValues(PanelMatrix matrix) =>
        [.. Enumerable.Range(0, matrix.Rows).SelectMany(row => PaddedRow(matrix, row))];
}
