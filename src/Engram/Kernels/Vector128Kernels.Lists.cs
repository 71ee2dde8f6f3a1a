// Written by tools/Engram.KernelTexts: change the templates there, and run it.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engram.Tensors;
using Floats = System.Runtime.Intrinsics.Vector128<float>;
using Vector = System.Runtime.Intrinsics.Vector128;

namespace Engram.Kernels;

/// <content>
/// Lists of single rows. The methods with the loops hold nothing but the loop: a call, a branch or an edge case beside it
/// makes the compiler keep the sums in memory.
/// </content>
internal sealed unsafe partial class Vector128Kernels
{
    private const int StripColumns = 48;

    // Behind the last strip as many are taken at once as have sums enough not to wait for each other.
    private const int EndColumns = 16;

    internal override void AccumulateRow(
        float* left,
        int* rightRows,
        int count,
        in PanelRows right,
        in PanelRows destination,
        int width,
        bool accumulate)
    {
        int column = 0;
        for (; column + StripColumns <= width; column += StripColumns)
        {
            RowStrip(left, rightRows, count, right.At(column), right.RowStride, right.PanelStride, destination.At(column), destination.PanelStride, accumulate);
        }

        for (; column < width; column += EndColumns)
        {
            RowEnd(
                left,
                rightRows,
                count,
                right.At(column),
                right.RowStride,
                destination.At(column),
                accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RowStrip(
        float* left,
        int* rightRows,
        int count,
        float* right,
        nint rightStride,
        nint rightPanelStride,
        float* destination,
        nint destinationPanelStride,
        bool accumulate)
    {
        Floats s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default;
        Floats s7 = default, s8 = default, s9 = default, s10 = default, s11 = default;
        if (accumulate)
        {
            float* output = destination;
            s0 = Vector.Load(output);
            s1 = Vector.Load(output + 4);
            s2 = Vector.Load(output + 8);
            s3 = Vector.Load(output + 12);
            output += destinationPanelStride;
            s4 = Vector.Load(output);
            s5 = Vector.Load(output + 4);
            s6 = Vector.Load(output + 8);
            s7 = Vector.Load(output + 12);
            output += destinationPanelStride;
            s8 = Vector.Load(output);
            s9 = Vector.Load(output + 4);
            s10 = Vector.Load(output + 8);
            s11 = Vector.Load(output + 12);
        }

        for (int term = 0; term < count; term++)
        {
            float* source = right + (rightRows[term] * rightStride);
            Floats factor = Vector.Create(left[term]);
            s0 = Vector.MultiplyAddEstimate(factor, Vector.Load(source), s0);
            s1 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 4), s1);
            s2 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 8), s2);
            s3 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 12), s3);
            source += rightPanelStride;
            s4 = Vector.MultiplyAddEstimate(factor, Vector.Load(source), s4);
            s5 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 4), s5);
            s6 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 8), s6);
            s7 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 12), s7);
            source += rightPanelStride;
            s8 = Vector.MultiplyAddEstimate(factor, Vector.Load(source), s8);
            s9 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 4), s9);
            s10 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 8), s10);
            s11 = Vector.MultiplyAddEstimate(factor, Vector.Load(source + 12), s11);
        }

        s0.Store(destination);
        s1.Store(destination + 4);
        s2.Store(destination + 8);
        s3.Store(destination + 12);
        destination += destinationPanelStride;
        s4.Store(destination);
        s5.Store(destination + 4);
        s6.Store(destination + 8);
        s7.Store(destination + 12);
        destination += destinationPanelStride;
        s8.Store(destination);
        s9.Store(destination + 4);
        s10.Store(destination + 8);
        s11.Store(destination + 12);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RowEnd(
        float* left,
        int* rightRows,
        int count,
        float* right1,
        nint rightStride,
        float* destination1,
        bool accumulate)
    {
        Floats s0 = default, s1 = default, s2 = default, s3 = default;
        if (accumulate)
        {
            s0 = Vector.Load(destination1);
            s1 = Vector.Load(destination1 + 4);
            s2 = Vector.Load(destination1 + 8);
            s3 = Vector.Load(destination1 + 12);
        }

        for (int term = 0; term < count; term++)
        {
            nint offset = rightRows[term] * rightStride;
            Floats factor = Vector.Create(left[term]);
            s0 = Vector.MultiplyAddEstimate(factor, Vector.Load(right1 + offset), s0);
            s1 = Vector.MultiplyAddEstimate(factor, Vector.Load(right1 + offset + 4), s1);
            s2 = Vector.MultiplyAddEstimate(factor, Vector.Load(right1 + offset + 8), s2);
            s3 = Vector.MultiplyAddEstimate(factor, Vector.Load(right1 + offset + 12), s3);
        }

        s0.Store(destination1);
        s1.Store(destination1 + 4);
        s2.Store(destination1 + 8);
        s3.Store(destination1 + 12);
    }
}
