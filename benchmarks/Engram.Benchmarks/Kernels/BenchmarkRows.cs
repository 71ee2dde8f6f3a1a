using Engram.Kernels;
using Engram.Layers;
using Engram.Tensors;

namespace Engram.Benchmarks.Kernels;

/// <summary>Rows of activations of a pattern, and dense matrices, the same in every run.</summary>
internal static unsafe class BenchmarkRows
{
    public const int CategoryCount = 10;

    // Share of its category's units that a row uses.
    private const double CategoryUse = 0.9;

    public static ActiveRows Create(int rows, int columns, ActivePattern pattern, double activeFraction)
    {
        Random random = new(1);
        ActiveRows result = new(rows, columns);
        bool[] ofCategory = new bool[columns];
        int category = -1;
        for (int row = 0; row < rows; row++)
        {
            if (category != Category(row, rows))
            {
                category = Category(row, rows);
                Draw(random, ofCategory, activeFraction / CategoryUse);
            }

            Span<float> values = result.Values.Row(row);
            for (int column = 0; column < columns; column++)
            {
                bool active = pattern switch
                {
                    ActivePattern.Dense => true,
                    ActivePattern.Random => random.NextDouble() < activeFraction,
                    _ => ofCategory[column] && random.NextDouble() < CategoryUse,
                };
                values[column] = active ? .5f + random.NextSingle() : 0;
            }

            KernelTable.Current.CollectActive(result.Values.RowStart(row), result.Values.Stride, result.ActiveUnits(row));
        }

        return result;
    }

    /// <summary>Ends of the groups of rows: the categories, or a single group where rows have nothing in common.</summary>
    public static int[] GroupEnds(int rows, ActivePattern pattern) => pattern == ActivePattern.Random
        ? [rows]
        : [.. Enumerable.Range(1, CategoryCount).Select(category => rows * category / CategoryCount)];

    public static Matrix Dense(int rows, int columns)
    {
        Random random = new(2);
        Matrix matrix = new(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            foreach (ref float value in matrix.Row(row))
            {
                value = (random.NextSingle() * 2) - 1;
            }
        }

        return matrix;
    }

    /// <summary>A layer with weights as training begins with them.</summary>
    public static DenseLayer Weights(int inputSize, int outputSize)
    {
        DenseLayer layer = new(inputSize, outputSize);
        layer.Initialize(RandomStream.For(1, RandomPurpose.InitialWeights, 0));
        return layer;
    }

    private static int Category(int row, int rows) => (((row + 1) * CategoryCount) - 1) / rows;

    private static void Draw(Random random, bool[] units, double share)
    {
        foreach (ref bool unit in units.AsSpan())
        {
            unit = random.NextDouble() < share;
        }
    }
}
