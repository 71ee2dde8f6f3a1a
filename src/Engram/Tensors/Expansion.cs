using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Engram.Kernels;

namespace Engram.Tensors;

/// <summary>The two ways of <see cref="KernelTable.Expand"/>, whose parameters theirs are.</summary>
internal static unsafe class Expansion
{
    /// <summary>Floats behind the packed values that may be read.</summary>
    public const int Overread = 8;

    // For each byte of bits, which of the next packed values each of its eight units takes; a byte each.
    private static readonly ulong[] _sources = [.. Enumerable.Range(0, 256).Select(Sources)];

    /// <summary>One unit after the other.</summary>
    public static void UnitByUnit(float* packed, ulong* activeUnits, float* values, int width)
    {
        new Span<float>(values, width).Clear();
        for (int word = 0; word < ActiveRows.WordCount(width); word++)
        {
            for (ulong bits = activeUnits[word]; bits != 0; bits &= bits - 1)
            {
                values[(word * 64) + BitOperations.TrailingZeroCount(bits)] = *packed++;
            }
        }
    }

    /// <summary>Eight units at once where there is AVX2, which has no instruction for it but can permute.</summary>
    public static void ByBytes(float* packed, ulong* activeUnits, float* values, int width)
    {
        if (!Avx2.IsSupported)
        {
            UnitByUnit(packed, activeUnits, values, width);
            return;
        }

        byte* bytes = (byte*)activeUnits;
        Vector256<int> lanes = Vector256.Create(1, 2, 4, 8, 16, 32, 64, 128);
        fixed (ulong* sources = _sources)
        {
            for (int column = 0; column < width; column += Vector256<float>.Count)
            {
                int bits = *bytes++;
                Vector256<int> source = Avx2.ConvertToVector256Int32((byte*)(sources + bits));
                Vector256<float> taken = Avx2.PermuteVar8x32(Vector256.Load(packed), source);
                Vector256<int> isActive = Vector256.Equals(Vector256.Create(bits) & lanes, lanes);
                (taken & isActive.AsSingle()).Store(values + column);
                packed += BitOperations.PopCount((uint)bits);
            }
        }
    }

    private static ulong Sources(int bits)
    {
        ulong sources = 0;
        ulong next = 0;
        for (int lane = 0; lane < 8; lane++)
        {
            if ((bits >> lane & 1) != 0)
            {
                sources |= next++ << (8 * lane);
            }
        }

        return sources;
    }
}
