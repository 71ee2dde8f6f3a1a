namespace Engram.Kernels;

/// <summary>The reference for every other table: plain loops, and what runs where there are no vectors at all.</summary>
internal sealed unsafe class ScalarKernels : KernelTable
{
    public override string Name => "scalar";

    public override string Description => "nothing";

    public override bool IsSupported => true;

    internal override int TileRows => 6;

    internal override int ColumnBlock => 112;

    internal override float RowCost => 1f;

    internal override void AccumulateTile(
        float* left,
        int* rightRows,
        int count,
        float* right,
        nint rightStride,
        float* destination,
        nint destinationStride,
        int* destinationRows,
        int width,
        bool accumulate)
    {
        for (int row = 0; row < TileRows; row++)
        {
            float* output = destination + (destinationRows[row] * destinationStride);
            Start(output, width, accumulate);
            for (int term = 0; term < count; term++)
            {
                MultiplyAdd(left[(term * TileRows) + row], right + (rightRows[term] * rightStride), output, width);
            }
        }
    }

    internal override void AccumulateRow(
        float* left,
        int* rightRows,
        int count,
        float* right,
        nint rightStride,
        float* destination,
        int width,
        bool accumulate)
    {
        Start(destination, width, accumulate);
        for (int term = 0; term < count; term++)
        {
            MultiplyAdd(left[term], right + (rightRows[term] * rightStride), destination, width);
        }
    }

    internal override float Rectify(float* values, float* bias, int width, ulong* activeUnits)
    {
        for (int column = 0; column < width; column++)
        {
            float value = values[column] + bias[column];
            values[column] = value <= 0 ? 0 : value;
        }

        CollectActive(values, width, activeUnits);
        return SumOfSquares(values, width);
    }

    internal override void CollectActive(float* values, int width, ulong* activeUnits)
    {
        new Span<ulong>(activeUnits, ActiveRows.WordCount(width)).Clear();
        for (int column = 0; column < width; column++)
        {
            if (values[column] != 0)
            {
                activeUnits[column >> 6] |= 1UL << (column & 63);
            }
        }
    }

    internal override float SumOfSquares(float* values, int width)
    {
        float* lanes = stackalloc float[Matrix.ColumnMultiple];
        for (int column = 0; column < width; column++)
        {
            int lane = column % Matrix.ColumnMultiple;
            lanes[lane] = MathF.FusedMultiplyAdd(values[column], values[column], lanes[lane]);
        }

        return SumLanes(lanes);
    }

    internal override float SumOfMagnitudes(float* values, int width)
    {
        float* lanes = stackalloc float[Matrix.ColumnMultiple];
        for (int column = 0; column < width; column++)
        {
            lanes[column % Matrix.ColumnMultiple] += MathF.Abs(values[column]);
        }

        return SumLanes(lanes);
    }

    internal override void Adam(float* parameters, float* gradient, float* firstMoment, float* secondMoment, int width, in AdamStep step)
    {
        for (int column = 0; column < width; column++)
        {
            float slope = gradient[column];
            float first = MathF.FusedMultiplyAdd(step.Decay1, firstMoment[column], step.Rate1 * slope);
            float second = MathF.FusedMultiplyAdd(step.Decay2, secondMoment[column], step.Rate2 * slope * slope);
            firstMoment[column] = first;
            secondMoment[column] = second;
            float root = MathF.FusedMultiplyAdd(MathF.Sqrt(second), step.RootScale, step.Floor);
            parameters[column] = MathF.FusedMultiplyAdd(-step.StepSize, first / root, parameters[column]);
            gradient[column] = 0;
        }
    }

    private static void Start(float* output, int width, bool accumulate)
    {
        if (!accumulate)
        {
            new Span<float>(output, width).Clear();
        }
    }

    private static void MultiplyAdd(float factor, float* source, float* output, int width)
    {
        for (int column = 0; column < width; column++)
        {
            output[column] = MathF.FusedMultiplyAdd(factor, source[column], output[column]);
        }
    }
}
