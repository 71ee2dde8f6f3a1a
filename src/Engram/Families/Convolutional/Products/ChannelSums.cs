using System.Numerics;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Families.Convolutional.Products;

/// <summary>Sums over a channel of the maps of many images: in 16 lanes, images in their order, the same bits for every width of vectors.</summary>
internal static unsafe class ChannelSums
{
    private const int Lanes = Matrix.ColumnMultiple;

    /// <summary>Σ values of a single image.</summary>
    public static float OfRow(Matrix rows, int row, int first, int length)
    {
        float* lanes = stackalloc float[Lanes];
        new Span<float>(lanes, Lanes).Clear();
        Add(rows.RowStart(row) + first, length, lanes);
        return KernelTable.SumLanes(lanes);
    }

    /// <summary>Σ values.</summary>
    public static float Sum(Matrix rows, int rowCount, int first, int length)
    {
        float* lanes = stackalloc float[Lanes];
        new Span<float>(lanes, Lanes).Clear();
        for (int row = 0; row < rowCount; row++)
        {
            Add(rows.RowStart(row) + first, length, lanes);
        }

        return KernelTable.SumLanes(lanes);
    }

    /// <summary>Σ (values − mean)².</summary>
    public static float SumOfSquares(Matrix rows, float mean, int rowCount, int first, int length) =>
        SumOfProducts(rows, rows, mean, mean, rowCount, first, length);

    /// <summary>Σ (a − meanOfA) · (b − meanOfB).</summary>
    public static float SumOfProducts(Matrix a, Matrix b, float meanOfA, float meanOfB, int rowCount, int first, int length)
    {
        float* lanes = stackalloc float[Lanes];
        new Span<float>(lanes, Lanes).Clear();
        for (int row = 0; row < rowCount; row++)
        {
            AddProducts(a.RowStart(row) + first, b.RowStart(row) + first, meanOfA, meanOfB, length, lanes);
        }

        return KernelTable.SumLanes(lanes);
    }

    private static void Add(float* values, int length, float* lanes)
    {
        int whole = length / Lanes * Lanes;
        for (int lane = 0; lane < Lanes; lane += Vector<float>.Count)
        {
            Vector<float> sum = Vector.Load(lanes + lane);
            for (int index = lane; index < whole; index += Lanes)
            {
                sum += Vector.Load(values + index);
            }

            Vector.Store(sum, lanes + lane);
        }

        for (int index = whole; index < length; index++)
        {
            lanes[index - whole] += values[index];
        }
    }

    private static void AddProducts(float* a, float* b, float meanOfA, float meanOfB, int length, float* lanes)
    {
        int whole = length / Lanes * Lanes;
        Vector<float> ofA = new(meanOfA);
        Vector<float> ofB = new(meanOfB);
        for (int lane = 0; lane < Lanes; lane += Vector<float>.Count)
        {
            Vector<float> sum = Vector.Load(lanes + lane);
            for (int index = lane; index < whole; index += Lanes)
            {
                sum += (Vector.Load(a + index) - ofA) * (Vector.Load(b + index) - ofB);
            }

            Vector.Store(sum, lanes + lane);
        }

        for (int index = whole; index < length; index++)
        {
            lanes[index - whole] += (a[index] - meanOfA) * (b[index] - meanOfB);
        }
    }
}
