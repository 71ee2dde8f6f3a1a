using System.Diagnostics;

namespace Engram.Benchmarks.Training;

/// <summary>Time and work of one kernel, added up by all threads.</summary>
internal sealed class KernelClock
{
    private long _ticks;
    private long _calls;
    private long _multiplyAdds;

    public double Seconds => (double)_ticks / Stopwatch.Frequency;

    public long Calls => _calls;

    public long MultiplyAdds => _multiplyAdds;

    /// <summary>Adds one call.</summary>
    /// <param name="started">When it began.</param>
    /// <param name="multiplyAdds">What it did, padding included.</param>
    public void Add(long started, long multiplyAdds)
    {
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - started);
        Interlocked.Increment(ref _calls);
        Interlocked.Add(ref _multiplyAdds, multiplyAdds);
    }

    public void Reset() => _ticks = _calls = _multiplyAdds = 0;
}
