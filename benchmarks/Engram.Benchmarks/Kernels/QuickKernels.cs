using System.Diagnostics;
using Engram.Benchmarks.Machine;
using Engram.Kernels;
using Engram.Threading;

namespace Engram.Benchmarks.Kernels;

/// <summary>
/// Times all cases in bounded time: the cases of a group and the machine's peak take turns, so that a disturbance
/// meets all of them, and the least time of each counts, because a disturbance only ever adds.
/// </summary>
internal sealed class QuickKernels(int threads, double seconds)
{
    private const double LeastTiming = 2e-3;
    private const double WarmUpSeconds = .15;
    private const int LeastRounds = 3;

    /// <summary>Measures; every group is handed on as soon as it is done.</summary>
    public void Measure(MachinePeaks peaks, Action<IReadOnlyList<KernelMeasurement>> done)
    {
        using WorkerPool workers = new(threads);
        var watch = Stopwatch.StartNew();
        for (int group = 0; group < KernelCases.Groups.Count; group++)
        {
            double left = seconds - watch.Elapsed.TotalSeconds;
            done(MeasureGroup(KernelCases.Groups[group], peaks, workers, left / (KernelCases.Groups.Count - group)));
        }
    }

    private KernelMeasurement[] MeasureGroup(IReadOnlyList<KernelCase> group, MachinePeaks peaks, WorkerPool workers, double share)
    {
        var watch = Stopwatch.StartNew();
        foreach (KernelCase measured in group)
        {
            measured.Prepare(threads);
        }

        int[] repetitions = [.. group.Select(WarmUp)];
        List<double>[] times = [.. group.Select(_ => new List<double>())];
        double peak = 0;
        double roundSeconds = 0;
        for (int round = 0; round < LeastRounds || watch.Elapsed.TotalSeconds + roundSeconds < share; round++)
        {
            double start = watch.Elapsed.TotalSeconds;
            peak = Math.Max(peak, MachinePeaks.MultiplyAdds(KernelTable.Current.Name, workers));
            for (int index = 0; index < group.Count; index++)
            {
                times[index].Add(Time(group[index], repetitions[index]));
            }

            roundSeconds = watch.Elapsed.TotalSeconds - start;
        }

        foreach (KernelCase measured in group)
        {
            measured.Dispose();
        }

        return [.. group.Select((measured, index) => KernelMeasurement.From(measured, times[index], peak, peaks))];
    }

    // The compiler needs some calls, and some time beside them, before it has its best code ready.
    private static int WarmUp(KernelCase measured)
    {
        var watch = Stopwatch.StartNew();
        int calls = 0;
        double least = double.PositiveInfinity;
        while (calls < 2 || watch.Elapsed.TotalSeconds < WarmUpSeconds)
        {
            least = Math.Min(least, Time(measured, 1));
            calls++;
        }

        return (int)Math.Clamp(LeastTiming / least, 1, 10_000);
    }

    private static double Time(KernelCase measured, int repetitions)
    {
        long start = Stopwatch.GetTimestamp();
        for (int repetition = 0; repetition < repetitions; repetition++)
        {
            measured.Work.Run();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds / repetitions;
    }
}
