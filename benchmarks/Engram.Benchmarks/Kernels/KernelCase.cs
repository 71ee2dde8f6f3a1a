using Engram.Threading;

namespace Engram.Benchmarks.Kernels;

/// <summary>One kernel on one kind of data.</summary>
/// <param name="kernel">What is measured, as in the result files.</param>
/// <param name="size">Its sizes, for example <c>1024x784x784</c>: rows, summed index, columns.</param>
/// <param name="pattern">How active units are spread.</param>
/// <param name="activeFraction">Share of units that are active; 1 where there are none to leave out.</param>
/// <param name="prepare">Makes data and work space, for some threads.</param>
public sealed class KernelCase(string kernel, string size, ActivePattern pattern, double activeFraction, Func<WorkerPool, KernelWork> prepare) : IDisposable
{
    private KernelWork? _work;
    private WorkerPool? _workers;

    public string Kernel { get; } = kernel;

    public string Size { get; } = size;

    public ActivePattern Pattern { get; } = pattern;

    public double ActiveFraction { get; } = activeFraction;

    /// <summary>The work, once it is prepared.</summary>
    public KernelWork Work => _work ?? throw new InvalidOperationException("The case is not prepared.");

    public void Prepare(int threads)
    {
        _workers = new WorkerPool(threads);
        _work = prepare(_workers);
    }

    /// <summary>Lets go of data and threads. What the work amounts to is kept: tables are filled in after all cases have run.</summary>
    public void Dispose()
    {
        _workers?.Dispose();
        _workers = null;
        _work = _work is null ? null : _work with { Run = static () => { } };
    }

    public override string ToString() => $"{Kernel} {Size} {Pattern} {ActiveFraction:0.##}";
}
