using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Engram.Benchmarks.Kernels;

/// <summary>
/// Runs cases in this process, so that the columns of shares compare them with peaks of the same process and core.
/// </summary>
internal sealed class KernelConfig : ManualConfig
{
    // A hundred and more cases: with BenchmarkDotNet's half second per iteration they took half an hour.
    private const int Iterations = 8;

    private static readonly TimeInterval IterationTime = TimeInterval.FromMilliseconds(100);

    public KernelConfig()
    {
        AddJob(Job.ShortRun.WithIterationTime(IterationTime).WithIterationCount(Iterations).WithToolchain(InProcessEmitToolchain.Instance));
        AddColumn(
            new ShareColumn("GFLOP/s", "Two per useful multiply-add, 10⁹ per second", "0.0", (work, seconds, _) => 2e-9 * work.MultiplyAdds / seconds),
            new ShareColumn("of peak", "Useful multiply-adds over those of a loop on registers alone", "P0", (work, seconds, peaks) => work.MultiplyAdds / seconds / peaks.MultiplyAddsPerSecond),
            new ShareColumn("GB/s", "Bytes that have to move, 10⁹ per second", "0.0", (work, seconds, _) => 1e-9 * work.Bytes / seconds),
            new ShareColumn("of triad", "These over a streaming triad; above 1 where data stay in a cache", "P0", (work, seconds, peaks) => work.Bytes / seconds / peaks.TriadBytesPerSecond));
    }
}
