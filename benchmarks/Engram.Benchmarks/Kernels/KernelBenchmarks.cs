using BenchmarkDotNet.Attributes;

namespace Engram.Benchmarks.Kernels;

/// <summary>Every case of <see cref="KernelCases"/> on one thread, with BenchmarkDotNet's statistics.</summary>
[Config(typeof(KernelConfig))]
public class KernelBenchmarks
{
    public static IEnumerable<KernelCase> Cases => KernelCases.All;

    [ParamsSource(nameof(Cases))]
    public KernelCase Case { get; set; } = null!;

    [GlobalSetup]
    public void Prepare() => Case.Prepare(threads: 1);

    [GlobalCleanup]
    public void CleanUp() => Case.Dispose();

    [Benchmark]
    public void Run() => Case.Work.Run();
}
