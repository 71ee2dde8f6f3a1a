// Written by tools/Engram.KernelTexts: change the templates there, and run it.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engram.Tensors;
using Floats = System.Runtime.Intrinsics.Vector256<float>;
using Vector = System.Runtime.Intrinsics.Vector256;

namespace Engram.Kernels;

/// <content>
/// Tiles. The methods with the loops hold nothing but the loop: a call, a branch or an edge case beside it makes the compiler
/// keep the sums in memory.
/// </content>
internal sealed unsafe partial class Vector256Kernels
{
    private const int Rows = 6;
    private const int Columns = 16;

    internal override int TileRows => Rows;

    internal override int TileColumns => Math.Max(Columns, Matrix.ColumnMultiple);

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
        for (int column = 0; column < width; column += Columns)
        {
            // While it works on columns it asks for the same rows of the next ones; in the last, or the only ones, for rows that it comes to later.
            bool isLast = column + Columns >= width;
            int* rowsAhead = isLast ? rightRows + TermsAhead : rightRows;
            float* ahead = right.At(isLast ? column : column + Columns);
            Tile16(left, rightRows, count, right.At(column), right.RowStride, rowsAhead, ahead, destination.At(column), destination.RowStride, destinationRows, accumulate);
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
        for (int column = 0; column < width; column += Columns)
        {
            Placed16(left, leftRows, leftTerms, rightRows, count, right.At(column), right.RowStride, destination.At(column), destination.RowStride, destinationRows, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tile16(
        float* left,
        int* rightRows,
        int count,
        float* right,
        nint rightStride,
        int* rowsAhead,
        float* ahead,
        float* destination,
        nint destinationStride,
        int* destinationRows,
        bool accumulate)
    {
        Floats s0a = default, s0b = default;
        Floats s1a = default, s1b = default;
        Floats s2a = default, s2b = default;
        Floats s3a = default, s3b = default;
        Floats s4a = default, s4b = default;
        Floats s5a = default, s5b = default;
        if (accumulate)
        {
            float* output;
            output = destination + (destinationRows[0] * destinationStride);
            s0a = Vector.Load(output);
            s0b = Vector.Load(output + 8);
            output = destination + (destinationRows[1] * destinationStride);
            s1a = Vector.Load(output);
            s1b = Vector.Load(output + 8);
            output = destination + (destinationRows[2] * destinationStride);
            s2a = Vector.Load(output);
            s2b = Vector.Load(output + 8);
            output = destination + (destinationRows[3] * destinationStride);
            s3a = Vector.Load(output);
            s3b = Vector.Load(output + 8);
            output = destination + (destinationRows[4] * destinationStride);
            s4a = Vector.Load(output);
            s4b = Vector.Load(output + 8);
            output = destination + (destinationRows[5] * destinationStride);
            s5a = Vector.Load(output);
            s5b = Vector.Load(output + 8);
        }

        for (int term = 0; term < count; term++)
        {
            float* source = right + (rightRows[term] * rightStride);
            if (Sse.IsSupported)
            {
                float* later = ahead + (rowsAhead[term] * rightStride);
                Sse.Prefetch0(later);
            }

            Floats ba = Vector.Load(source);
            Floats bb = Vector.Load(source + 8);
            Floats factor;
            factor = Vector.Create(left[0]);
            s0a = Vector.FusedMultiplyAdd(factor, ba, s0a);
            s0b = Vector.FusedMultiplyAdd(factor, bb, s0b);
            factor = Vector.Create(left[1]);
            s1a = Vector.FusedMultiplyAdd(factor, ba, s1a);
            s1b = Vector.FusedMultiplyAdd(factor, bb, s1b);
            factor = Vector.Create(left[2]);
            s2a = Vector.FusedMultiplyAdd(factor, ba, s2a);
            s2b = Vector.FusedMultiplyAdd(factor, bb, s2b);
            factor = Vector.Create(left[3]);
            s3a = Vector.FusedMultiplyAdd(factor, ba, s3a);
            s3b = Vector.FusedMultiplyAdd(factor, bb, s3b);
            factor = Vector.Create(left[4]);
            s4a = Vector.FusedMultiplyAdd(factor, ba, s4a);
            s4b = Vector.FusedMultiplyAdd(factor, bb, s4b);
            factor = Vector.Create(left[5]);
            s5a = Vector.FusedMultiplyAdd(factor, ba, s5a);
            s5b = Vector.FusedMultiplyAdd(factor, bb, s5b);
            left += Rows;
        }

        float* target;
        target = destination + (destinationRows[0] * destinationStride);
        s0a.Store(target);
        s0b.Store(target + 8);
        target = destination + (destinationRows[1] * destinationStride);
        s1a.Store(target);
        s1b.Store(target + 8);
        target = destination + (destinationRows[2] * destinationStride);
        s2a.Store(target);
        s2b.Store(target + 8);
        target = destination + (destinationRows[3] * destinationStride);
        s3a.Store(target);
        s3b.Store(target + 8);
        target = destination + (destinationRows[4] * destinationStride);
        s4a.Store(target);
        s4b.Store(target + 8);
        target = destination + (destinationRows[5] * destinationStride);
        s5a.Store(target);
        s5b.Store(target + 8);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Placed16(
        float* left,
        int* leftRows,
        int* leftTerms,
        int* rightRows,
        int count,
        float* right,
        nint rightStride,
        float* destination,
        nint destinationStride,
        int* destinationRows,
        bool accumulate)
    {
        float* left0 = left + leftRows[0];
        float* left1 = left + leftRows[1];
        float* left2 = left + leftRows[2];
        float* left3 = left + leftRows[3];
        float* left4 = left + leftRows[4];
        float* left5 = left + leftRows[5];
        Floats s0a = default, s0b = default;
        Floats s1a = default, s1b = default;
        Floats s2a = default, s2b = default;
        Floats s3a = default, s3b = default;
        Floats s4a = default, s4b = default;
        Floats s5a = default, s5b = default;
        if (accumulate)
        {
            float* output;
            output = destination + (destinationRows[0] * destinationStride);
            s0a = Vector.Load(output);
            s0b = Vector.Load(output + 8);
            output = destination + (destinationRows[1] * destinationStride);
            s1a = Vector.Load(output);
            s1b = Vector.Load(output + 8);
            output = destination + (destinationRows[2] * destinationStride);
            s2a = Vector.Load(output);
            s2b = Vector.Load(output + 8);
            output = destination + (destinationRows[3] * destinationStride);
            s3a = Vector.Load(output);
            s3b = Vector.Load(output + 8);
            output = destination + (destinationRows[4] * destinationStride);
            s4a = Vector.Load(output);
            s4b = Vector.Load(output + 8);
            output = destination + (destinationRows[5] * destinationStride);
            s5a = Vector.Load(output);
            s5b = Vector.Load(output + 8);
        }

        for (int term = 0; term < count; term++)
        {
            float* source = right + (rightRows[term] * rightStride);
            nint place = leftTerms[term];
            Floats ba = Vector.Load(source);
            Floats bb = Vector.Load(source + 8);
            Floats factor;
            factor = Vector.Create(left0[place]);
            s0a = Vector.FusedMultiplyAdd(factor, ba, s0a);
            s0b = Vector.FusedMultiplyAdd(factor, bb, s0b);
            factor = Vector.Create(left1[place]);
            s1a = Vector.FusedMultiplyAdd(factor, ba, s1a);
            s1b = Vector.FusedMultiplyAdd(factor, bb, s1b);
            factor = Vector.Create(left2[place]);
            s2a = Vector.FusedMultiplyAdd(factor, ba, s2a);
            s2b = Vector.FusedMultiplyAdd(factor, bb, s2b);
            factor = Vector.Create(left3[place]);
            s3a = Vector.FusedMultiplyAdd(factor, ba, s3a);
            s3b = Vector.FusedMultiplyAdd(factor, bb, s3b);
            factor = Vector.Create(left4[place]);
            s4a = Vector.FusedMultiplyAdd(factor, ba, s4a);
            s4b = Vector.FusedMultiplyAdd(factor, bb, s4b);
            factor = Vector.Create(left5[place]);
            s5a = Vector.FusedMultiplyAdd(factor, ba, s5a);
            s5b = Vector.FusedMultiplyAdd(factor, bb, s5b);
        }

        float* target;
        target = destination + (destinationRows[0] * destinationStride);
        s0a.Store(target);
        s0b.Store(target + 8);
        target = destination + (destinationRows[1] * destinationStride);
        s1a.Store(target);
        s1b.Store(target + 8);
        target = destination + (destinationRows[2] * destinationStride);
        s2a.Store(target);
        s2b.Store(target + 8);
        target = destination + (destinationRows[3] * destinationStride);
        s3a.Store(target);
        s3b.Store(target + 8);
        target = destination + (destinationRows[4] * destinationStride);
        s4a.Store(target);
        s4b.Store(target + 8);
        target = destination + (destinationRows[5] * destinationStride);
        s5a.Store(target);
        s5b.Store(target + 8);
    }
}
