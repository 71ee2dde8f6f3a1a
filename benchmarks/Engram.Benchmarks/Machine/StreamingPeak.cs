using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Engram.Threading;

namespace Engram.Benchmarks.Machine;

/// <summary>
/// Passes over arrays far larger than any cache: what memory delivers to the threads together. The triad counts three
/// floats per element, two read and one written, as STREAM does; a cache line fetched before it is overwritten is not counted.
/// </summary>
internal sealed class StreamingPeak(int threads)
{
    // 64 MiB each, so that the third-level cache holds little of them.
    private const int Length = 16 << 20;

    private readonly float[] _first = Filled(1);
    private readonly float[] _second = Filled(2);
    private readonly float[] _result = new float[Length];
    private readonly float[] _sums = new float[threads];

    public static double ReadBytes => 2.0 * Length * sizeof(float);

    public static double TriadBytes => 3.0 * Length * sizeof(float);

    /// <summary>Reads two of the arrays.</summary>
    public void Read(WorkerPool workers) => workers.Run(threads, part =>
        _sums[part] = Sum(Part(_first, part)) + Sum(Part(_second, part)));

    /// <summary>result = first · 3 + second.</summary>
    public void Triad(WorkerPool workers) => workers.Run(threads, part =>
        TensorPrimitives.MultiplyAdd(Part(_first, part), 3, Part(_second, part), Part(_result, part)));

    private Span<float> Part(float[] all, int part)
    {
        int length = Length / threads;
        return all.AsSpan(part * length, length);
    }

    // Eight sums, so that no addition waits for the one before it; what is left over at the end does not matter here.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Sum(Span<float> values)
    {
        ReadOnlySpan<Vector256<float>> vectors = MemoryMarshal.Cast<float, Vector256<float>>(values);
        Vector256<float> s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int index = 0; index + 8 <= vectors.Length; index += 8)
        {
            s0 += vectors[index];
            s1 += vectors[index + 1];
            s2 += vectors[index + 2];
            s3 += vectors[index + 3];
            s4 += vectors[index + 4];
            s5 += vectors[index + 5];
            s6 += vectors[index + 6];
            s7 += vectors[index + 7];
        }

        return Vector256.Sum(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
    }

    private static float[] Filled(float value)
    {
        float[] values = new float[Length];
        Array.Fill(values, value);
        return values;
    }
}
