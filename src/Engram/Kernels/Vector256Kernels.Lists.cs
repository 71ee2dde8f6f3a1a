// Written by tools/Engram.KernelTexts: change the templates there, and run it.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Engram.Tensors;
using Floats = System.Runtime.Intrinsics.Vector256<float>;
using Vector = System.Runtime.Intrinsics.Vector256;

namespace Engram.Kernels;

/// <content>
/// Lists of single rows. The methods with the loops hold nothing but the loop: a call, a branch or an edge case beside it
/// makes the compiler keep the sums in memory.
/// </content>
internal sealed unsafe partial class Vector256Kernels
{
    private const int StripColumns = 112;

    // Behind the last strip as many are taken at once as have sums enough not to wait for each other.
    private const int EndColumns = 48;

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

        // Where fewer are left, the last panel stands for those that are missing: it is written again, with the same sums.
        int last = width - Matrix.ColumnMultiple;
        for (; column < width; column += EndColumns)
        {
            int column2 = Math.Min(column + Matrix.ColumnMultiple, last);
            int column3 = Math.Min(column2 + Matrix.ColumnMultiple, last);
            RowEnd(
                left,
                rightRows,
                count,
                right.At(column),
                right.At(column2),
                right.At(column3),
                right.RowStride,
                destination.At(column),
                destination.At(column2),
                destination.At(column3),
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
        Floats s7 = default, s8 = default, s9 = default, s10 = default, s11 = default, s12 = default, s13 = default;
        if (accumulate)
        {
            float* output = destination;
            s0 = Vector.Load(output);
            s1 = Vector.Load(output + 8);
            output += destinationPanelStride;
            s2 = Vector.Load(output);
            s3 = Vector.Load(output + 8);
            output += destinationPanelStride;
            s4 = Vector.Load(output);
            s5 = Vector.Load(output + 8);
            output += destinationPanelStride;
            s6 = Vector.Load(output);
            s7 = Vector.Load(output + 8);
            output += destinationPanelStride;
            s8 = Vector.Load(output);
            s9 = Vector.Load(output + 8);
            output += destinationPanelStride;
            s10 = Vector.Load(output);
            s11 = Vector.Load(output + 8);
            output += destinationPanelStride;
            s12 = Vector.Load(output);
            s13 = Vector.Load(output + 8);
        }

        for (int term = 0; term < count; term++)
        {
            float* source = right + (rightRows[term] * rightStride);
            Floats factor = Vector.Create(left[term]);
            s0 = Vector.FusedMultiplyAdd(factor, Vector.Load(source), s0);
            s1 = Vector.FusedMultiplyAdd(factor, Vector.Load(source + 8), s1);
            source += rightPanelStride;
            s2 = Vector.FusedMultiplyAdd(factor, Vector.Load(source), s2);
            s3 = Vector.FusedMultiplyAdd(factor, Vector.Load(source + 8), s3);
            source += rightPanelStride;
            s4 = Vector.FusedMultiplyAdd(factor, Vector.Load(source), s4);
            s5 = Vector.FusedMultiplyAdd(factor, Vector.Load(source + 8), s5);
            source += rightPanelStride;
            s6 = Vector.FusedMultiplyAdd(factor, Vector.Load(source), s6);
            s7 = Vector.FusedMultiplyAdd(factor, Vector.Load(source + 8), s7);
            source += rightPanelStride;
            s8 = Vector.FusedMultiplyAdd(factor, Vector.Load(source), s8);
            s9 = Vector.FusedMultiplyAdd(factor, Vector.Load(source + 8), s9);
            source += rightPanelStride;
            s10 = Vector.FusedMultiplyAdd(factor, Vector.Load(source), s10);
            s11 = Vector.FusedMultiplyAdd(factor, Vector.Load(source + 8), s11);
            source += rightPanelStride;
            s12 = Vector.FusedMultiplyAdd(factor, Vector.Load(source), s12);
            s13 = Vector.FusedMultiplyAdd(factor, Vector.Load(source + 8), s13);
        }

        s0.Store(destination);
        s1.Store(destination + 8);
        destination += destinationPanelStride;
        s2.Store(destination);
        s3.Store(destination + 8);
        destination += destinationPanelStride;
        s4.Store(destination);
        s5.Store(destination + 8);
        destination += destinationPanelStride;
        s6.Store(destination);
        s7.Store(destination + 8);
        destination += destinationPanelStride;
        s8.Store(destination);
        s9.Store(destination + 8);
        destination += destinationPanelStride;
        s10.Store(destination);
        s11.Store(destination + 8);
        destination += destinationPanelStride;
        s12.Store(destination);
        s13.Store(destination + 8);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RowEnd(
        float* left,
        int* rightRows,
        int count,
        float* right1,
        float* right2,
        float* right3,
        nint rightStride,
        float* destination1,
        float* destination2,
        float* destination3,
        bool accumulate)
    {
        Floats s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
        if (accumulate)
        {
            s0 = Vector.Load(destination1);
            s1 = Vector.Load(destination1 + 8);
            s2 = Vector.Load(destination2);
            s3 = Vector.Load(destination2 + 8);
            s4 = Vector.Load(destination3);
            s5 = Vector.Load(destination3 + 8);
        }

        for (int term = 0; term < count; term++)
        {
            nint offset = rightRows[term] * rightStride;
            Floats factor = Vector.Create(left[term]);
            s0 = Vector.FusedMultiplyAdd(factor, Vector.Load(right1 + offset), s0);
            s1 = Vector.FusedMultiplyAdd(factor, Vector.Load(right1 + offset + 8), s1);
            s2 = Vector.FusedMultiplyAdd(factor, Vector.Load(right2 + offset), s2);
            s3 = Vector.FusedMultiplyAdd(factor, Vector.Load(right2 + offset + 8), s3);
            s4 = Vector.FusedMultiplyAdd(factor, Vector.Load(right3 + offset), s4);
            s5 = Vector.FusedMultiplyAdd(factor, Vector.Load(right3 + offset + 8), s5);
        }

        s0.Store(destination1);
        s1.Store(destination1 + 8);
        s2.Store(destination2);
        s3.Store(destination2 + 8);
        s4.Store(destination3);
        s5.Store(destination3 + 8);
    }
}
