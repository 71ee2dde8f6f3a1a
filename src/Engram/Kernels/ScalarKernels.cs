using Engram.Tensors;

namespace Engram.Kernels;

/// <summary>The reference for every other table: plain loops, and what runs where there are no vectors at all.</summary>
internal sealed unsafe class ScalarKernels : KernelTable
{
    public override string Name => "scalar";

    public override string Description => "nothing";

    public override bool IsSupported => true;

    internal override int TileRows => 6;

    internal override int TileColumns => 16;

    internal override int ColumnBlock => 112;

    internal override float RowCost => 1f;

    internal override void AccumulateTile(
        float* left,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int* destinationRows,
        int width,
        bool accumulate)
    {
        for (int row = 0; row < TileRows; row++)
        {
            PanelRows output = destination.From(destinationRows[row]);
            Start(output, width, accumulate);
            for (int term = 0; term < count; term++)
            {
                MultiplyAdd(left[(term * TileRows) + row], right.From(rightRows[term]), output, width);
            }
        }
    }

    internal override void AccumulatePlaced(
        float* left,
        int* leftRows,
        int* leftTerms,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int* destinationRows,
        int width,
        bool accumulate)
    {
        for (int row = 0; row < TileRows; row++)
        {
            PanelRows output = destination.From(destinationRows[row]);
            Start(output, width, accumulate);
            for (int term = 0; term < count; term++)
            {
                MultiplyAdd(left[leftRows[row] + leftTerms[term]], right.From(rightRows[term]), output, width);
            }
        }
    }

    internal override void AccumulateRow(
        float* left,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int width,
        bool accumulate)
    {
        Start(destination, width, accumulate);
        for (int term = 0; term < count; term++)
        {
            MultiplyAdd(left[term], right.From(rightRows[term]), destination, width);
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

    internal override float RectifyOverlaid(float* product, float* overlay, float scale, float* bias, float* values, int width, ulong* activeUnits)
    {
        for (int column = 0; column < width; column++)
        {
            values[column] = (product[column] + overlay[column]) * scale;
        }

        return Rectify(values, bias, width, activeUnits);
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
            first = MathF.Abs(first) < AdamStep.LeastMoment ? 0 : first;
            firstMoment[column] = first;
            secondMoment[column] = second;
            float root = MathF.FusedMultiplyAdd(MathF.Sqrt(second), step.RootScale, step.Floor);
            parameters[column] = MathF.FusedMultiplyAdd(-step.StepSize, first / root, parameters[column]);
            gradient[column] = 0;
        }
    }

    private static void Start(PanelRows output, int width, bool accumulate)
    {
        for (int column = 0; column < width && !accumulate; column += Matrix.ColumnMultiple)
        {
            new Span<float>(output.At(column), Matrix.ColumnMultiple).Clear();
        }
    }

    private static void MultiplyAdd(float factor, PanelRows source, PanelRows output, int width)
    {
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            float* from = source.At(column);
            float* to = output.At(column);
            for (int lane = 0; lane < Matrix.ColumnMultiple; lane++)
            {
                to[lane] = MathF.FusedMultiplyAdd(factor, from[lane], to[lane]);
            }
        }
    }
}
