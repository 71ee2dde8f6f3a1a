using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Tests.TestSupport;

/// <summary>How the active units of neighboring rows are related.</summary>
public enum Sharing
{
    /// <summary>Each row draws its own: unions are large, lists pay.</summary>
    None,

    /// <summary>All rows are active in the same units: tiles pay.</summary>
    Full,

    /// <summary>Rows come in runs of seven with the same units, runs that do not fit into tiles.</summary>
    Runs,
}

/// <summary>Random rows of activations with a given share of active units, and random dense matrices.</summary>
internal static unsafe class SparseRows
{
    private const int RunLength = 7;

    public static ActiveRows Create(Random random, int rows, int columns, double density, Sharing sharing)
    {
        ActiveRows result = new(rows, columns);
        bool[] active = new bool[columns];
        for (int row = 0; row < rows; row++)
        {
            if (row == 0 || sharing == Sharing.None || (sharing == Sharing.Runs && row % RunLength == 0))
            {
                Draw(random, active, density);
            }

            Fill(random, result, row, active);
        }

        return result;
    }

    public static Matrix CreateDense(Random random, int rows, int columns)
    {
        Matrix matrix = new(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            foreach (ref float value in matrix.Row(row))
            {
                value = random.Signed();
            }
        }

        return matrix;
    }

    /// <summary>All elements of a matrix, padding included, row after row.</summary>
    public static float[] PaddedValues(Matrix matrix)
    {
        List<float> values = [];
        for (int row = 0; row < matrix.Rows; row++)
        {
            values.AddRange(matrix.PaddedRow(row));
        }

        return [.. values];
    }

    private static void Draw(Random random, bool[] active, double density)
    {
        foreach (ref bool unit in active.AsSpan())
        {
            unit = random.NextDouble() < density;
        }
    }

    private static void Fill(Random random, ActiveRows rows, int row, bool[] active)
    {
        Span<float> values = rows.Values.Row(row);
        for (int unit = 0; unit < values.Length; unit++)
        {
            values[unit] = active[unit] ? random.Signed() : 0;
        }

        KernelTable.All[0].CollectActive(rows.Values.RowStart(row), rows.Values.Stride, rows.ActiveUnits(row));
    }
}
