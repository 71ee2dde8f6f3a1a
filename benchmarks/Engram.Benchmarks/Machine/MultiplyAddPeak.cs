using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Engram.Benchmarks.Machine;

/// <summary>
/// Fused multiply-adds on registers alone: what a core can do at each vector width when nothing has to be fetched.
/// Twelve independent sums hide the latency of four cycles at two operations per cycle.
/// </summary>
internal static class MultiplyAddPeak
{
    private const int Sums = 12;

    /// <summary>The loop of a kernel table's width.</summary>
    public static Func<int, float> Loop(string kernels) => kernels switch
    {
        "vector512" => Loop512,
        "vector256" => Loop256,
        "vector128" => Loop128,
        _ => LoopScalar,
    };

    /// <summary>Multiply-adds of one round of a loop.</summary>
    public static int PerRound(string kernels) => Sums * kernels switch
    {
        "vector512" => Vector512<float>.Count,
        "vector256" => Vector256<float>.Count,
        "vector128" => Vector128<float>.Count,
        _ => 1,
    };

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop512(int rounds)
    {
        Vector512<float> factor = Vector512.Create(.5f), term = Vector512.Create(1f);
        Vector512<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
        Vector512<float> s6 = default, s7 = default, s8 = default, s9 = default, s10 = default, s11 = default;
        for (int round = 0; round < rounds; round++)
        {
            s0 = Vector512.FusedMultiplyAdd(s0, factor, term);
            s1 = Vector512.FusedMultiplyAdd(s1, factor, term);
            s2 = Vector512.FusedMultiplyAdd(s2, factor, term);
            s3 = Vector512.FusedMultiplyAdd(s3, factor, term);
            s4 = Vector512.FusedMultiplyAdd(s4, factor, term);
            s5 = Vector512.FusedMultiplyAdd(s5, factor, term);
            s6 = Vector512.FusedMultiplyAdd(s6, factor, term);
            s7 = Vector512.FusedMultiplyAdd(s7, factor, term);
            s8 = Vector512.FusedMultiplyAdd(s8, factor, term);
            s9 = Vector512.FusedMultiplyAdd(s9, factor, term);
            s10 = Vector512.FusedMultiplyAdd(s10, factor, term);
            s11 = Vector512.FusedMultiplyAdd(s11, factor, term);
        }

        return Vector512.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop256(int rounds)
    {
        Vector256<float> factor = Vector256.Create(.5f), term = Vector256.Create(1f);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
        Vector256<float> s6 = default, s7 = default, s8 = default, s9 = default, s10 = default, s11 = default;
        for (int round = 0; round < rounds; round++)
        {
            s0 = Vector256.FusedMultiplyAdd(s0, factor, term);
            s1 = Vector256.FusedMultiplyAdd(s1, factor, term);
            s2 = Vector256.FusedMultiplyAdd(s2, factor, term);
            s3 = Vector256.FusedMultiplyAdd(s3, factor, term);
            s4 = Vector256.FusedMultiplyAdd(s4, factor, term);
            s5 = Vector256.FusedMultiplyAdd(s5, factor, term);
            s6 = Vector256.FusedMultiplyAdd(s6, factor, term);
            s7 = Vector256.FusedMultiplyAdd(s7, factor, term);
            s8 = Vector256.FusedMultiplyAdd(s8, factor, term);
            s9 = Vector256.FusedMultiplyAdd(s9, factor, term);
            s10 = Vector256.FusedMultiplyAdd(s10, factor, term);
            s11 = Vector256.FusedMultiplyAdd(s11, factor, term);
        }

        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Loop128(int rounds)
    {
        Vector128<float> factor = Vector128.Create(.5f), term = Vector128.Create(1f);
        Vector128<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
        Vector128<float> s6 = default, s7 = default, s8 = default, s9 = default, s10 = default, s11 = default;
        for (int round = 0; round < rounds; round++)
        {
            s0 = Vector128.FusedMultiplyAdd(s0, factor, term);
            s1 = Vector128.FusedMultiplyAdd(s1, factor, term);
            s2 = Vector128.FusedMultiplyAdd(s2, factor, term);
            s3 = Vector128.FusedMultiplyAdd(s3, factor, term);
            s4 = Vector128.FusedMultiplyAdd(s4, factor, term);
            s5 = Vector128.FusedMultiplyAdd(s5, factor, term);
            s6 = Vector128.FusedMultiplyAdd(s6, factor, term);
            s7 = Vector128.FusedMultiplyAdd(s7, factor, term);
            s8 = Vector128.FusedMultiplyAdd(s8, factor, term);
            s9 = Vector128.FusedMultiplyAdd(s9, factor, term);
            s10 = Vector128.FusedMultiplyAdd(s10, factor, term);
            s11 = Vector128.FusedMultiplyAdd(s11, factor, term);
        }

        return Vector128.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float LoopScalar(int rounds)
    {
        const float factor = .5f, term = 1;
        float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0, s8 = 0, s9 = 0, s10 = 0, s11 = 0;
        for (int round = 0; round < rounds; round++)
        {
            s0 = MathF.FusedMultiplyAdd(s0, factor, term);
            s1 = MathF.FusedMultiplyAdd(s1, factor, term);
            s2 = MathF.FusedMultiplyAdd(s2, factor, term);
            s3 = MathF.FusedMultiplyAdd(s3, factor, term);
            s4 = MathF.FusedMultiplyAdd(s4, factor, term);
            s5 = MathF.FusedMultiplyAdd(s5, factor, term);
            s6 = MathF.FusedMultiplyAdd(s6, factor, term);
            s7 = MathF.FusedMultiplyAdd(s7, factor, term);
            s8 = MathF.FusedMultiplyAdd(s8, factor, term);
            s9 = MathF.FusedMultiplyAdd(s9, factor, term);
            s10 = MathF.FusedMultiplyAdd(s10, factor, term);
            s11 = MathF.FusedMultiplyAdd(s11, factor, term);
        }

        return s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7 + s8 + s9 + s10 + s11;
    }
}
