// Written by tools/Engram.KernelTexts: change the templates there, and run it.
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engram.Tensors;
using Floats = System.Runtime.Intrinsics.Vector512<float>;
using Vector = System.Runtime.Intrinsics.Vector512;

namespace Engram.Kernels;

/// <content>
/// Tiles. The methods with the loops hold nothing but the loop: a call, a branch or an edge case beside it makes the compiler
/// keep the sums in memory.
/// </content>
internal sealed unsafe partial class Vector512Kernels
{
    private const int Rows = 12;
    private const int Columns = 32;

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
            if (column + Columns > width)
            {
                Tile16(left, rightRows, count, right.At(column), right.RowStride, rowsAhead, ahead, destination.At(column), destination.RowStride, destinationRows, accumulate);
                return;
            }

            Tile32(left, rightRows, count, right.At(column), right.RowStride, right.PanelStride, rowsAhead, ahead, destination.At(column), destination.RowStride, destination.PanelStride, destinationRows, accumulate);
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
            if (column + Columns > width)
            {
                Placed16(left, leftRows, leftTerms, rightRows, count, right.At(column), right.RowStride, destination.At(column), destination.RowStride, destinationRows, accumulate);
                return;
            }

            Placed32(left, leftRows, leftTerms, rightRows, count, right.At(column), right.RowStride, right.PanelStride, destination.At(column), destination.RowStride, destination.PanelStride, destinationRows, accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Tile32(
        float* left,
        int* rightRows,
        int count,
        float* right,
        nint rightStride,
        nint rightPanelStride,
        int* rowsAhead,
        float* ahead,
        float* destination,
        nint destinationStride,
        nint destinationPanelStride,
        int* destinationRows,
        bool accumulate)
    {
        Floats s0a = default, s0b = default;
        Floats s1a = default, s1b = default;
        Floats s2a = default, s2b = default;
        Floats s3a = default, s3b = default;
        Floats s4a = default, s4b = default;
        Floats s5a = default, s5b = default;
        Floats s6a = default, s6b = default;
        Floats s7a = default, s7b = default;
        Floats s8a = default, s8b = default;
        Floats s9a = default, s9b = default;
        Floats s10a = default, s10b = default;
        Floats s11a = default, s11b = default;
        if (accumulate)
        {
            float* output;
            output = destination + (destinationRows[0] * destinationStride);
            s0a = Vector.Load(output);
            s0b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[1] * destinationStride);
            s1a = Vector.Load(output);
            s1b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[2] * destinationStride);
            s2a = Vector.Load(output);
            s2b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[3] * destinationStride);
            s3a = Vector.Load(output);
            s3b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[4] * destinationStride);
            s4a = Vector.Load(output);
            s4b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[5] * destinationStride);
            s5a = Vector.Load(output);
            s5b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[6] * destinationStride);
            s6a = Vector.Load(output);
            s6b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[7] * destinationStride);
            s7a = Vector.Load(output);
            s7b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[8] * destinationStride);
            s8a = Vector.Load(output);
            s8b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[9] * destinationStride);
            s9a = Vector.Load(output);
            s9b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[10] * destinationStride);
            s10a = Vector.Load(output);
            s10b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[11] * destinationStride);
            s11a = Vector.Load(output);
            s11b = Vector.Load(output + destinationPanelStride);
        }

        for (int term = 0; term < count; term++)
        {
            float* source = right + (rightRows[term] * rightStride);
            if (Sse.IsSupported)
            {
                float* later = ahead + (rowsAhead[term] * rightStride);
                Sse.Prefetch0(later);
                Sse.Prefetch0(later + rightPanelStride);
            }

            Floats ba = Vector.Load(source);
            Floats bb = Vector.Load(source + rightPanelStride);
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
            factor = Vector.Create(left[6]);
            s6a = Vector.FusedMultiplyAdd(factor, ba, s6a);
            s6b = Vector.FusedMultiplyAdd(factor, bb, s6b);
            factor = Vector.Create(left[7]);
            s7a = Vector.FusedMultiplyAdd(factor, ba, s7a);
            s7b = Vector.FusedMultiplyAdd(factor, bb, s7b);
            factor = Vector.Create(left[8]);
            s8a = Vector.FusedMultiplyAdd(factor, ba, s8a);
            s8b = Vector.FusedMultiplyAdd(factor, bb, s8b);
            factor = Vector.Create(left[9]);
            s9a = Vector.FusedMultiplyAdd(factor, ba, s9a);
            s9b = Vector.FusedMultiplyAdd(factor, bb, s9b);
            factor = Vector.Create(left[10]);
            s10a = Vector.FusedMultiplyAdd(factor, ba, s10a);
            s10b = Vector.FusedMultiplyAdd(factor, bb, s10b);
            factor = Vector.Create(left[11]);
            s11a = Vector.FusedMultiplyAdd(factor, ba, s11a);
            s11b = Vector.FusedMultiplyAdd(factor, bb, s11b);
            left += Rows;
        }

        float* target;
        target = destination + (destinationRows[0] * destinationStride);
        s0a.Store(target);
        s0b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[1] * destinationStride);
        s1a.Store(target);
        s1b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[2] * destinationStride);
        s2a.Store(target);
        s2b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[3] * destinationStride);
        s3a.Store(target);
        s3b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[4] * destinationStride);
        s4a.Store(target);
        s4b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[5] * destinationStride);
        s5a.Store(target);
        s5b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[6] * destinationStride);
        s6a.Store(target);
        s6b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[7] * destinationStride);
        s7a.Store(target);
        s7b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[8] * destinationStride);
        s8a.Store(target);
        s8b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[9] * destinationStride);
        s9a.Store(target);
        s9b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[10] * destinationStride);
        s10a.Store(target);
        s10b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[11] * destinationStride);
        s11a.Store(target);
        s11b.Store(target + destinationPanelStride);
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
        Floats s0a = default;
        Floats s1a = default;
        Floats s2a = default;
        Floats s3a = default;
        Floats s4a = default;
        Floats s5a = default;
        Floats s6a = default;
        Floats s7a = default;
        Floats s8a = default;
        Floats s9a = default;
        Floats s10a = default;
        Floats s11a = default;
        if (accumulate)
        {
            float* output;
            output = destination + (destinationRows[0] * destinationStride);
            s0a = Vector.Load(output);
            output = destination + (destinationRows[1] * destinationStride);
            s1a = Vector.Load(output);
            output = destination + (destinationRows[2] * destinationStride);
            s2a = Vector.Load(output);
            output = destination + (destinationRows[3] * destinationStride);
            s3a = Vector.Load(output);
            output = destination + (destinationRows[4] * destinationStride);
            s4a = Vector.Load(output);
            output = destination + (destinationRows[5] * destinationStride);
            s5a = Vector.Load(output);
            output = destination + (destinationRows[6] * destinationStride);
            s6a = Vector.Load(output);
            output = destination + (destinationRows[7] * destinationStride);
            s7a = Vector.Load(output);
            output = destination + (destinationRows[8] * destinationStride);
            s8a = Vector.Load(output);
            output = destination + (destinationRows[9] * destinationStride);
            s9a = Vector.Load(output);
            output = destination + (destinationRows[10] * destinationStride);
            s10a = Vector.Load(output);
            output = destination + (destinationRows[11] * destinationStride);
            s11a = Vector.Load(output);
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
            Floats factor;
            factor = Vector.Create(left[0]);
            s0a = Vector.FusedMultiplyAdd(factor, ba, s0a);
            factor = Vector.Create(left[1]);
            s1a = Vector.FusedMultiplyAdd(factor, ba, s1a);
            factor = Vector.Create(left[2]);
            s2a = Vector.FusedMultiplyAdd(factor, ba, s2a);
            factor = Vector.Create(left[3]);
            s3a = Vector.FusedMultiplyAdd(factor, ba, s3a);
            factor = Vector.Create(left[4]);
            s4a = Vector.FusedMultiplyAdd(factor, ba, s4a);
            factor = Vector.Create(left[5]);
            s5a = Vector.FusedMultiplyAdd(factor, ba, s5a);
            factor = Vector.Create(left[6]);
            s6a = Vector.FusedMultiplyAdd(factor, ba, s6a);
            factor = Vector.Create(left[7]);
            s7a = Vector.FusedMultiplyAdd(factor, ba, s7a);
            factor = Vector.Create(left[8]);
            s8a = Vector.FusedMultiplyAdd(factor, ba, s8a);
            factor = Vector.Create(left[9]);
            s9a = Vector.FusedMultiplyAdd(factor, ba, s9a);
            factor = Vector.Create(left[10]);
            s10a = Vector.FusedMultiplyAdd(factor, ba, s10a);
            factor = Vector.Create(left[11]);
            s11a = Vector.FusedMultiplyAdd(factor, ba, s11a);
            left += Rows;
        }

        float* target;
        target = destination + (destinationRows[0] * destinationStride);
        s0a.Store(target);
        target = destination + (destinationRows[1] * destinationStride);
        s1a.Store(target);
        target = destination + (destinationRows[2] * destinationStride);
        s2a.Store(target);
        target = destination + (destinationRows[3] * destinationStride);
        s3a.Store(target);
        target = destination + (destinationRows[4] * destinationStride);
        s4a.Store(target);
        target = destination + (destinationRows[5] * destinationStride);
        s5a.Store(target);
        target = destination + (destinationRows[6] * destinationStride);
        s6a.Store(target);
        target = destination + (destinationRows[7] * destinationStride);
        s7a.Store(target);
        target = destination + (destinationRows[8] * destinationStride);
        s8a.Store(target);
        target = destination + (destinationRows[9] * destinationStride);
        s9a.Store(target);
        target = destination + (destinationRows[10] * destinationStride);
        s10a.Store(target);
        target = destination + (destinationRows[11] * destinationStride);
        s11a.Store(target);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Placed32(
        float* left,
        int* leftRows,
        int* leftTerms,
        int* rightRows,
        int count,
        float* right,
        nint rightStride,
        nint rightPanelStride,
        float* destination,
        nint destinationStride,
        nint destinationPanelStride,
        int* destinationRows,
        bool accumulate)
    {
        float* left0 = left + leftRows[0];
        float* left1 = left + leftRows[1];
        float* left2 = left + leftRows[2];
        float* left3 = left + leftRows[3];
        float* left4 = left + leftRows[4];
        float* left5 = left + leftRows[5];
        float* left6 = left + leftRows[6];
        float* left7 = left + leftRows[7];
        float* left8 = left + leftRows[8];
        float* left9 = left + leftRows[9];
        float* left10 = left + leftRows[10];
        float* left11 = left + leftRows[11];
        Floats s0a = default, s0b = default;
        Floats s1a = default, s1b = default;
        Floats s2a = default, s2b = default;
        Floats s3a = default, s3b = default;
        Floats s4a = default, s4b = default;
        Floats s5a = default, s5b = default;
        Floats s6a = default, s6b = default;
        Floats s7a = default, s7b = default;
        Floats s8a = default, s8b = default;
        Floats s9a = default, s9b = default;
        Floats s10a = default, s10b = default;
        Floats s11a = default, s11b = default;
        if (accumulate)
        {
            float* output;
            output = destination + (destinationRows[0] * destinationStride);
            s0a = Vector.Load(output);
            s0b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[1] * destinationStride);
            s1a = Vector.Load(output);
            s1b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[2] * destinationStride);
            s2a = Vector.Load(output);
            s2b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[3] * destinationStride);
            s3a = Vector.Load(output);
            s3b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[4] * destinationStride);
            s4a = Vector.Load(output);
            s4b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[5] * destinationStride);
            s5a = Vector.Load(output);
            s5b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[6] * destinationStride);
            s6a = Vector.Load(output);
            s6b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[7] * destinationStride);
            s7a = Vector.Load(output);
            s7b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[8] * destinationStride);
            s8a = Vector.Load(output);
            s8b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[9] * destinationStride);
            s9a = Vector.Load(output);
            s9b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[10] * destinationStride);
            s10a = Vector.Load(output);
            s10b = Vector.Load(output + destinationPanelStride);
            output = destination + (destinationRows[11] * destinationStride);
            s11a = Vector.Load(output);
            s11b = Vector.Load(output + destinationPanelStride);
        }

        for (int term = 0; term < count; term++)
        {
            float* source = right + (rightRows[term] * rightStride);
            nint place = leftTerms[term];
            Floats ba = Vector.Load(source);
            Floats bb = Vector.Load(source + rightPanelStride);
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
            factor = Vector.Create(left6[place]);
            s6a = Vector.FusedMultiplyAdd(factor, ba, s6a);
            s6b = Vector.FusedMultiplyAdd(factor, bb, s6b);
            factor = Vector.Create(left7[place]);
            s7a = Vector.FusedMultiplyAdd(factor, ba, s7a);
            s7b = Vector.FusedMultiplyAdd(factor, bb, s7b);
            factor = Vector.Create(left8[place]);
            s8a = Vector.FusedMultiplyAdd(factor, ba, s8a);
            s8b = Vector.FusedMultiplyAdd(factor, bb, s8b);
            factor = Vector.Create(left9[place]);
            s9a = Vector.FusedMultiplyAdd(factor, ba, s9a);
            s9b = Vector.FusedMultiplyAdd(factor, bb, s9b);
            factor = Vector.Create(left10[place]);
            s10a = Vector.FusedMultiplyAdd(factor, ba, s10a);
            s10b = Vector.FusedMultiplyAdd(factor, bb, s10b);
            factor = Vector.Create(left11[place]);
            s11a = Vector.FusedMultiplyAdd(factor, ba, s11a);
            s11b = Vector.FusedMultiplyAdd(factor, bb, s11b);
        }

        float* target;
        target = destination + (destinationRows[0] * destinationStride);
        s0a.Store(target);
        s0b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[1] * destinationStride);
        s1a.Store(target);
        s1b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[2] * destinationStride);
        s2a.Store(target);
        s2b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[3] * destinationStride);
        s3a.Store(target);
        s3b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[4] * destinationStride);
        s4a.Store(target);
        s4b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[5] * destinationStride);
        s5a.Store(target);
        s5b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[6] * destinationStride);
        s6a.Store(target);
        s6b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[7] * destinationStride);
        s7a.Store(target);
        s7b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[8] * destinationStride);
        s8a.Store(target);
        s8b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[9] * destinationStride);
        s9a.Store(target);
        s9b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[10] * destinationStride);
        s10a.Store(target);
        s10b.Store(target + destinationPanelStride);
        target = destination + (destinationRows[11] * destinationStride);
        s11a.Store(target);
        s11b.Store(target + destinationPanelStride);
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
        float* left6 = left + leftRows[6];
        float* left7 = left + leftRows[7];
        float* left8 = left + leftRows[8];
        float* left9 = left + leftRows[9];
        float* left10 = left + leftRows[10];
        float* left11 = left + leftRows[11];
        Floats s0a = default;
        Floats s1a = default;
        Floats s2a = default;
        Floats s3a = default;
        Floats s4a = default;
        Floats s5a = default;
        Floats s6a = default;
        Floats s7a = default;
        Floats s8a = default;
        Floats s9a = default;
        Floats s10a = default;
        Floats s11a = default;
        if (accumulate)
        {
            float* output;
            output = destination + (destinationRows[0] * destinationStride);
            s0a = Vector.Load(output);
            output = destination + (destinationRows[1] * destinationStride);
            s1a = Vector.Load(output);
            output = destination + (destinationRows[2] * destinationStride);
            s2a = Vector.Load(output);
            output = destination + (destinationRows[3] * destinationStride);
            s3a = Vector.Load(output);
            output = destination + (destinationRows[4] * destinationStride);
            s4a = Vector.Load(output);
            output = destination + (destinationRows[5] * destinationStride);
            s5a = Vector.Load(output);
            output = destination + (destinationRows[6] * destinationStride);
            s6a = Vector.Load(output);
            output = destination + (destinationRows[7] * destinationStride);
            s7a = Vector.Load(output);
            output = destination + (destinationRows[8] * destinationStride);
            s8a = Vector.Load(output);
            output = destination + (destinationRows[9] * destinationStride);
            s9a = Vector.Load(output);
            output = destination + (destinationRows[10] * destinationStride);
            s10a = Vector.Load(output);
            output = destination + (destinationRows[11] * destinationStride);
            s11a = Vector.Load(output);
        }

        for (int term = 0; term < count; term++)
        {
            float* source = right + (rightRows[term] * rightStride);
            nint place = leftTerms[term];
            Floats ba = Vector.Load(source);
            Floats factor;
            factor = Vector.Create(left0[place]);
            s0a = Vector.FusedMultiplyAdd(factor, ba, s0a);
            factor = Vector.Create(left1[place]);
            s1a = Vector.FusedMultiplyAdd(factor, ba, s1a);
            factor = Vector.Create(left2[place]);
            s2a = Vector.FusedMultiplyAdd(factor, ba, s2a);
            factor = Vector.Create(left3[place]);
            s3a = Vector.FusedMultiplyAdd(factor, ba, s3a);
            factor = Vector.Create(left4[place]);
            s4a = Vector.FusedMultiplyAdd(factor, ba, s4a);
            factor = Vector.Create(left5[place]);
            s5a = Vector.FusedMultiplyAdd(factor, ba, s5a);
            factor = Vector.Create(left6[place]);
            s6a = Vector.FusedMultiplyAdd(factor, ba, s6a);
            factor = Vector.Create(left7[place]);
            s7a = Vector.FusedMultiplyAdd(factor, ba, s7a);
            factor = Vector.Create(left8[place]);
            s8a = Vector.FusedMultiplyAdd(factor, ba, s8a);
            factor = Vector.Create(left9[place]);
            s9a = Vector.FusedMultiplyAdd(factor, ba, s9a);
            factor = Vector.Create(left10[place]);
            s10a = Vector.FusedMultiplyAdd(factor, ba, s10a);
            factor = Vector.Create(left11[place]);
            s11a = Vector.FusedMultiplyAdd(factor, ba, s11a);
        }

        float* target;
        target = destination + (destinationRows[0] * destinationStride);
        s0a.Store(target);
        target = destination + (destinationRows[1] * destinationStride);
        s1a.Store(target);
        target = destination + (destinationRows[2] * destinationStride);
        s2a.Store(target);
        target = destination + (destinationRows[3] * destinationStride);
        s3a.Store(target);
        target = destination + (destinationRows[4] * destinationStride);
        s4a.Store(target);
        target = destination + (destinationRows[5] * destinationStride);
        s5a.Store(target);
        target = destination + (destinationRows[6] * destinationStride);
        s6a.Store(target);
        target = destination + (destinationRows[7] * destinationStride);
        s7a.Store(target);
        target = destination + (destinationRows[8] * destinationStride);
        s8a.Store(target);
        target = destination + (destinationRows[9] * destinationStride);
        s9a.Store(target);
        target = destination + (destinationRows[10] * destinationStride);
        s10a.Store(target);
        target = destination + (destinationRows[11] * destinationStride);
        s11a.Store(target);
    }
}
