// Written by tools/Engram.KernelTexts: change the templates there, and run it.
using System.Runtime.Intrinsics;
using Engram.Tensors;
using Floats = System.Runtime.Intrinsics.Vector128<float>;
using Vector = System.Runtime.Intrinsics.Vector128;

namespace Engram.Kernels;

/// <content>Work on one row of activations or parameters. The 16 partial sums are in vectors of 4.</content>
internal sealed unsafe partial class Vector128Kernels
{
    internal override float Rectify(float* values, float* bias, int width, ulong* activeUnits)
    {
        ClearLastWord(activeUnits, width);
        Floats sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            Floats value0 = Rectified(Vector.Load(values + column), bias + column, values + column);
            Floats value1 = Rectified(Vector.Load(values + column + 4), bias + column + 4, values + column + 4);
            Floats value2 = Rectified(Vector.Load(values + column + 8), bias + column + 8, values + column + 8);
            Floats value3 = Rectified(Vector.Load(values + column + 12), bias + column + 12, values + column + 12);
            sum0 = Vector.MultiplyAddEstimate(value0, value0, sum0);
            sum1 = Vector.MultiplyAddEstimate(value1, value1, sum1);
            sum2 = Vector.MultiplyAddEstimate(value2, value2, sum2);
            sum3 = Vector.MultiplyAddEstimate(value3, value3, sum3);
            SetBits(activeUnits, column, ActiveBits(value0) | (ActiveBits(value1) << 4) | (ActiveBits(value2) << 8) | (ActiveBits(value3) << 12));
        }

        return SumLanes((sum0 + sum2) + (sum1 + sum3));
    }

    internal override float RectifyOverlaid(float* product, float* overlay, float scale, float* bias, float* values, int width, ulong* activeUnits)
    {
        ClearLastWord(activeUnits, width);
        Floats factor = Vector.Create(scale);
        Floats sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            Floats value0 = Rectified((Vector.Load(product + column) + Vector.Load(overlay + column)) * factor, bias + column, values + column);
            Floats value1 = Rectified((Vector.Load(product + column + 4) + Vector.Load(overlay + column + 4)) * factor, bias + column + 4, values + column + 4);
            Floats value2 = Rectified((Vector.Load(product + column + 8) + Vector.Load(overlay + column + 8)) * factor, bias + column + 8, values + column + 8);
            Floats value3 = Rectified((Vector.Load(product + column + 12) + Vector.Load(overlay + column + 12)) * factor, bias + column + 12, values + column + 12);
            sum0 = Vector.MultiplyAddEstimate(value0, value0, sum0);
            sum1 = Vector.MultiplyAddEstimate(value1, value1, sum1);
            sum2 = Vector.MultiplyAddEstimate(value2, value2, sum2);
            sum3 = Vector.MultiplyAddEstimate(value3, value3, sum3);
            SetBits(activeUnits, column, ActiveBits(value0) | (ActiveBits(value1) << 4) | (ActiveBits(value2) << 8) | (ActiveBits(value3) << 12));
        }

        return SumLanes((sum0 + sum2) + (sum1 + sum3));
    }

    internal override void CollectActive(float* values, int width, ulong* activeUnits)
    {
        ClearLastWord(activeUnits, width);
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            SetBits(activeUnits, column, ActiveBits(Vector.Load(values + column)) | (ActiveBits(Vector.Load(values + column + 4)) << 4) | (ActiveBits(Vector.Load(values + column + 8)) << 8) | (ActiveBits(Vector.Load(values + column + 12)) << 12));
        }
    }

    internal override float SumOfSquares(float* values, int width)
    {
        Floats sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            Floats value0 = Vector.Load(values + column);
            Floats value1 = Vector.Load(values + column + 4);
            Floats value2 = Vector.Load(values + column + 8);
            Floats value3 = Vector.Load(values + column + 12);
            sum0 = Vector.MultiplyAddEstimate(value0, value0, sum0);
            sum1 = Vector.MultiplyAddEstimate(value1, value1, sum1);
            sum2 = Vector.MultiplyAddEstimate(value2, value2, sum2);
            sum3 = Vector.MultiplyAddEstimate(value3, value3, sum3);
        }

        return SumLanes((sum0 + sum2) + (sum1 + sum3));
    }

    internal override float SumOfMagnitudes(float* values, int width)
    {
        Floats sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            sum0 += Vector.Abs(Vector.Load(values + column));
            sum1 += Vector.Abs(Vector.Load(values + column + 4));
            sum2 += Vector.Abs(Vector.Load(values + column + 8));
            sum3 += Vector.Abs(Vector.Load(values + column + 12));
        }

        return SumLanes((sum0 + sum2) + (sum1 + sum3));
    }

    internal override void Adam(float* parameters, float* gradient, float* firstMoment, float* secondMoment, int width, in AdamStep step)
    {
        Floats decay1 = Vector.Create(step.Decay1), rate1 = Vector.Create(step.Rate1);
        Floats decay2 = Vector.Create(step.Decay2), rate2 = Vector.Create(step.Rate2);
        Floats stepSize = Vector.Create(-step.StepSize), rootScale = Vector.Create(step.RootScale), floor = Vector.Create(step.Floor);
        Floats leastMoment = Vector.Create(AdamStep.LeastMoment);
        for (int column = 0; column < width; column += Floats.Count)
        {
            Floats slope = Vector.Load(gradient + column);
            Floats first = Vector.MultiplyAddEstimate(decay1, Vector.Load(firstMoment + column), rate1 * slope);
            Floats second = Vector.MultiplyAddEstimate(decay2, Vector.Load(secondMoment + column), rate2 * slope * slope);
            first = Vector.AndNot(first, Vector.LessThan(Vector.Abs(first), leastMoment));
            first.Store(firstMoment + column);
            second.Store(secondMoment + column);
            Floats root = Vector.MultiplyAddEstimate(Vector.Sqrt(second), rootScale, floor);
            Vector.MultiplyAddEstimate(stepSize, first / root, Vector.Load(parameters + column)).Store(parameters + column);
            Floats.Zero.Store(gradient + column);
        }
    }

    // The comparison is false for NaN, which therefore stays.
    private static Floats Rectified(Floats drive, float* bias, float* values)
    {
        Floats value = drive + Vector.Load(bias);
        Floats rectified = Vector.AndNot(value, Vector.LessThanOrEqual(value, Floats.Zero));
        rectified.Store(values);
        return rectified;
    }

    private static ulong ActiveBits(Floats values) =>
        (~Vector.Equals(values, Floats.Zero)).ExtractMostSignificantBits();
}
