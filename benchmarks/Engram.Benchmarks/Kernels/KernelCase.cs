using Engram.Threading;

namespace Engram.Benchmarks.Kernels;

/// <summary>One kernel on one kind of data.</summary>
public sealed class KernelCase : IDisposable
{
    private readonly Func<WorkerPool, KernelWork> _prepare;
    private KernelWork? _work;
    private WorkerPool? _workers;

    /// <summary>A kernel, and how its work is prepared.</summary>
    /// <param name="kernel">What is measured, as in the result files.</param>
    /// <param name="size">Its sizes, for example <c>1024x784x784</c>: rows, summed index, columns.</param>
    /// <param name="pattern">How active units are spread.</param>
    /// <param name="activeFraction">Share of units that are active; 1 where there are none to leave out.</param>
    /// <param name="prepare">Makes data and work space, for some threads.</param>
    internal KernelCase(string kernel, string size, ActivePattern pattern, double activeFraction, Func<WorkerPool, KernelWork> prepare)
    {
        Kernel = kernel;
        Size = size;
        Pattern = pattern;
        ActiveFraction = activeFraction;
        _prepare = prepare;
    }

    public string Kernel { get; }

    public string Size { get; }

    public ActivePattern Pattern { get; }

    public double ActiveFraction { get; }

    /// <summary>The work, once it is prepared.</summary>
    public KernelWork Work => _work ?? throw new InvalidOperationException("The case is not prepared.");

    public void Prepare(int threads)
    {
        _workers = new WorkerPool(threads);
        _work = _prepare(_workers);
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
