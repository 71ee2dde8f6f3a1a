using Engram.Experiments.SweepFiles;
using Engram.Threading;

namespace Engram.Experiments.Sweeps;

/// <summary>How a sweep is carried out on this machine; what is null is the plan's or follows from the machine.</summary>
public sealed record SweepOptions
{
    /// <summary>Runs that train at the same time.</summary>
    public int? Workers { get; init; }

    /// <summary>Threads of each run.</summary>
    public int? Threads { get; init; }

    /// <summary>How often a run that failed or died is started again.</summary>
    public int? Retries { get; init; }

    /// <summary>How a process is started that carries one run out.</summary>
    public required WorkerCommand Command { get; init; }

    /// <summary>The plan's settings, with what is given here in place of theirs.</summary>
    /// <param name="settings">The plan's.</param>
    /// <exception cref="EngramException">A value is out of range.</exception>
    public SweepSettings Over(SweepSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Validate();
        return settings with
        {
            Workers = Workers ?? settings.Workers,
            Threads = Threads ?? settings.Threads,
            Retries = Retries ?? settings.Retries,
        };
    }

    private void Validate()
    {
        if (Workers is < 1 or > 1024)
        {
            throw new EngramException($"The number of workers is {Workers}, but must be from 1 to 1024; leave it out to share the cores.");
        }

        if (Threads is < 1 or > WorkerPool.MostThreads)
        {
            throw new EngramException($"The thread count is {Threads}, but must be from 1 to {WorkerPool.MostThreads}; leave it out to share the cores.");
        }

        if (Retries is < 0 or > 1000)
        {
            throw new EngramException($"The number of retries is {Retries}, but must be from 0 to 1000; give 0 to try every run once.");
        }
    }
}
