using System.Diagnostics;

namespace Engram.Benchmarks.Latency;

/// <summary>How long a call took, over many.</summary>
/// <param name="What">The call.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Calls">Calls that were timed.</param>
/// <param name="LeastMilliseconds">The fastest.</param>
/// <param name="MedianMilliseconds">The middle one.</param>
/// <param name="LateMilliseconds">99 of 100 were no slower.</param>
/// <param name="BytesPerCall">Bytes allocated per call on all threads.</param>
public sealed record LatencyRow(
    string What, int Threads, int Calls, double LeastMilliseconds, double MedianMilliseconds, double LateMilliseconds, double BytesPerCall)
{
    public static LatencyRow Measure(string what, int threads, int warmUpCalls, int calls, Action<int> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        for (int call = 0; call < warmUpCalls; call++)
        {
            work(call);
        }

        double[] milliseconds = new double[calls];
        long bytes = GC.GetTotalAllocatedBytes(precise: true);
        for (int call = 0; call < calls; call++)
        {
            long start = Stopwatch.GetTimestamp();
            work(call);
            milliseconds[call] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        bytes = GC.GetTotalAllocatedBytes(precise: true) - bytes;
        Array.Sort(milliseconds);
        return new LatencyRow(
            what, threads, calls, milliseconds[0], milliseconds[calls / 2], milliseconds[(int)(.99 * (calls - 1))], (double)bytes / calls);
    }
}
