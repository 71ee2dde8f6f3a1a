using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Engram.Analysis.Assemblies;

/// <summary>Sums over rows of doubles, in the same order on every processor: four sums at a time, then what is left.</summary>
internal static class DoubleRows
{
    private const int Width = 4;

    /// <summary>Σ a · b.</summary>
    public static double Dot(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        ref double a = ref MemoryMarshal.GetReference(first);
        ref double b = ref MemoryMarshal.GetReference(second);
        Vector256<double> sums = Vector256<double>.Zero, others = Vector256<double>.Zero;
        int place = 0;
        for (; place <= first.Length - (2 * Width); place += 2 * Width)
        {
            sums = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, (nuint)place), Vector256.LoadUnsafe(ref b, (nuint)place), sums);
            others = Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref a, (nuint)(place + Width)), Vector256.LoadUnsafe(ref b, (nuint)(place + Width)), others);
        }

        sums += others;
        double sum = sums[0] + sums[1] + sums[2] + sums[3];
        for (; place < first.Length; place++)
        {
            sum = Math.FusedMultiplyAdd(first[place], second[place], sum);
        }

        return sum;
    }

    /// <summary>destination += factor · source.</summary>
    public static void Add(double factor, ReadOnlySpan<double> source, Span<double> destination)
    {
        ref double from = ref MemoryMarshal.GetReference(source);
        ref double to = ref MemoryMarshal.GetReference(destination);
        Vector256<double> factors = Vector256.Create(factor);
        int place = 0;
        for (; place <= source.Length - Width; place += Width)
        {
            Vector256.FusedMultiplyAdd(factors, Vector256.LoadUnsafe(ref from, (nuint)place), Vector256.LoadUnsafe(ref to, (nuint)place)).StoreUnsafe(ref to, (nuint)place);
        }

        for (; place < source.Length; place++)
        {
            destination[place] = Math.FusedMultiplyAdd(factor, source[place], destination[place]);
        }
    }
}
