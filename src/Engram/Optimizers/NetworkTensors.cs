using System.Runtime.InteropServices;
using Engram.Storage;
using Engram.Tensors;

namespace Engram.Optimizers;

/// <summary>Parameters as a PyTorch state_dict has them: weights [units, inputs], vectors [units].</summary>
internal static class NetworkTensors
{
    /// <summary>The transpose of a matrix kept [inputs, units], in a shape whose first length is that of the units.</summary>
    public static SafetensorsTensor FromMatrix(string name, PanelMatrix matrix, int[] shape)
    {
        byte[] data = new byte[(long)matrix.Rows * matrix.Columns * sizeof(float)];
        CopyTransposed(matrix, MemoryMarshal.Cast<byte, float>(data.AsSpan()));
        return new SafetensorsTensor(name, "F32", Lengths(shape), data);
    }

    /// <summary>Copies the transpose of a matrix kept [inputs, units].</summary>
    public static void CopyTransposed(PanelMatrix matrix, Span<float> values)
    {
        for (int panel = 0; panel < matrix.PanelCount; panel++)
        {
            int firstUnit = panel * Matrix.ColumnMultiple;
            int units = Math.Min(Matrix.ColumnMultiple, matrix.Columns - firstUnit);
            CopyPanel(matrix, panel, values.Slice(firstUnit * matrix.Rows, units * matrix.Rows));
        }
    }

    /// <summary>Fills a matrix kept [inputs, units] with the transpose of numbers.</summary>
    public static void FillTransposed(PanelMatrix matrix, ReadOnlySpan<float> values)
    {
        for (int input = 0; input < matrix.Rows; input++)
        {
            for (int unit = 0; unit < matrix.Columns; unit++)
            {
                matrix[input, unit] = values[(unit * matrix.Rows) + input];
            }
        }
    }

    private static unsafe void CopyPanel(PanelMatrix matrix, int panel, Span<float> units)
    {
        for (int input = 0; input < matrix.Rows; input++)
        {
            float* values = matrix.PanelRow(panel, input);
            for (int place = input; place < units.Length; place += matrix.Rows)
            {
                units[place] = *values++;
            }
        }
    }

    /// <summary>A single row, as a vector or as numbers of another shape that stand in it one after the other.</summary>
    public static SafetensorsTensor FromRow(string name, Matrix row, int[] shape) => SafetensorsTensor.FromFloats(name, row.Row(0), Lengths(shape));

    /// <summary>Reads what <see cref="FromMatrix"/> wrote.</summary>
    public static void ReadMatrix(SafetensorsFile file, string name, PanelMatrix matrix, int[] shape) =>
        FillTransposed(matrix, file.ReadFloats(name, Lengths(shape)));

    /// <summary>Reads what <see cref="FromRow"/> wrote.</summary>
    public static void ReadRow(SafetensorsFile file, string name, Matrix row, int[] shape) =>
        file.ReadFloats(name, Lengths(shape)).CopyTo(row.Row(0));

    private static long[] Lengths(int[] shape) => Array.ConvertAll(shape, length => (long)length);
}
