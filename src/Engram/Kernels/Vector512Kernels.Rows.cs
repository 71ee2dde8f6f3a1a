// Written by tools/Engram.KernelTexts: change the templates there, and run it.
using System.Runtime.Intrinsics;
using Engram.Tensors;
using Floats = System.Runtime.Intrinsics.Vector512<float>;
using Vector = System.Runtime.Intrinsics.Vector512;

namespace Engram.Kernels;

/// <content>Work on one row of activations or parameters. The 16 partial sums are in vectors of 16.</content>
internal sealed unsafe partial class Vector512Kernels
{
    internal override float Rectify(float* values, float* bias, int width, ulong* activeUnits)
    {
        ClearLastWord(activeUnits, width);
        Floats sum0 = default;
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            Floats value0 = Rectified(Vector.Load(values + column), bias + column, values + column);
            sum0 = Vector.FusedMultiplyAdd(value0, value0, sum0);
            SetBits(activeUnits, column, ActiveBits(value0));
        }

        return SumLanes(sum0.GetLower() + sum0.GetUpper());
    }

    internal override float RectifyOverlaid(float* product, float* overlay, float scale, float* bias, float* values, int width, ulong* activeUnits)
    {
        ClearLastWord(activeUnits, width);
        Floats factor = Vector.Create(scale);
        Floats sum0 = default;
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            Floats value0 = Rectified((Vector.Load(product + column) + Vector.Load(overlay + column)) * factor, bias + column, values + column);
            sum0 = Vector.FusedMultiplyAdd(value0, value0, sum0);
            SetBits(activeUnits, column, ActiveBits(value0));
        }

        return SumLanes(sum0.GetLower() + sum0.GetUpper());
    }

    internal override void CollectActive(float* values, int width, ulong* activeUnits)
    {
        ClearLastWord(activeUnits, width);
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            SetBits(activeUnits, column, ActiveBits(Vector.Load(values + column)));
        }
    }

    internal override float SumOfSquares(float* values, int width)
    {
        Floats sum0 = default;
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            Floats value0 = Vector.Load(values + column);
            sum0 = Vector.FusedMultiplyAdd(value0, value0, sum0);
        }

        return SumLanes(sum0.GetLower() + sum0.GetUpper());
    }

    internal override float SumOfMagnitudes(float* values, int width)
    {
        Floats sum0 = default;
        for (int column = 0; column < width; column += Matrix.ColumnMultiple)
        {
            sum0 += Vector.Abs(Vector.Load(values + column));
        }

        return SumLanes(sum0.GetLower() + sum0.GetUpper());
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
            Floats first = Vector.FusedMultiplyAdd(decay1, Vector.Load(firstMoment + column), rate1 * slope);
            Floats second = Vector.FusedMultiplyAdd(decay2, Vector.Load(secondMoment + column), rate2 * slope * slope);
            first = Vector.AndNot(first, Vector.LessThan(Vector.Abs(first), leastMoment));
            first.Store(firstMoment + column);
            second.Store(secondMoment + column);
            Floats root = Vector.FusedMultiplyAdd(Vector.Sqrt(second), rootScale, floor);
            Vector.FusedMultiplyAdd(stepSize, first / root, Vector.Load(parameters + column)).Store(parameters + column);
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
