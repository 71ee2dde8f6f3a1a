using System.Diagnostics;
using Engram.Kernels;
using Engram.Threading;

namespace Engram.Benchmarks.Machine;

/// <summary>What this machine can do at most, as this process has found it: the denominators of all shares.</summary>
/// <param name="Threads">Threads that worked together.</param>
/// <param name="MultiplyAddsPerSecond">Fused multiply-adds, at the width of the kernels in use.</param>
/// <param name="MultiplyAddsPerSecondByWidth">The same for every width that the machine runs.</param>
/// <param name="ReadBytesPerSecond">Streaming read.</param>
/// <param name="TriadBytesPerSecond">Streaming triad, two arrays read and one written.</param>
public sealed record MachinePeaks(
    int Threads,
    double MultiplyAddsPerSecond,
    IReadOnlyDictionary<string, double> MultiplyAddsPerSecondByWidth,
    double ReadBytesPerSecond,
    double TriadBytesPerSecond)
{
    private const int Rounds = 2_000_000;
    private const int Repetitions = 7;

    /// <summary>The largest of several measurements, about two seconds in all.</summary>
    public static MachinePeaks Measure(int threads)
    {
        using WorkerPool workers = new(threads);
        Dictionary<string, double> byWidth = KernelTable.All
            .Where(table => table.IsSupported)
            .ToDictionary(table => table.Name, table => MultiplyAdds(table.Name, workers));
        StreamingPeak streaming = new(threads);
        double read = StreamingPeak.ReadBytes / Least(() => streaming.Read(workers));
        double triad = StreamingPeak.TriadBytes / Least(() => streaming.Triad(workers));
        return new MachinePeaks(threads, byWidth[KernelTable.Current.Name], byWidth, read, triad);
    }

    /// <summary>Multiply-adds per second of a width, one measurement of some milliseconds per repetition.</summary>
    internal static double MultiplyAdds(string kernels, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(workers);
        Func<int, float> loop = MultiplyAddPeak.Loop(kernels);
        double work = (double)MultiplyAddPeak.PerRound(kernels) * Rounds * workers.ThreadCount;
        return work / Least(() => workers.Run(workers.ThreadCount, _ => loop(Rounds)));
    }

    private static double Least(Action work)
    {
        double least = double.PositiveInfinity;
        for (int repetition = 0; repetition < Repetitions; repetition++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return least;
    }
}
