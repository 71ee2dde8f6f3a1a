using Engram.Experiments.Specs;

namespace Engram.Experiments.SweepFiles;

/// <summary>How a sweep is carried out on a Slurm cluster.</summary>
public sealed record SlurmOptions
{
    /// <summary>What is asked for in place of what the sweep file says; what is null is the file's.</summary>
    public SlurmSettings Settings { get; init; } = new();

    /// <summary>How often a run that failed or died is started again; null takes the plan's number.</summary>
    public int? Retries { get; init; }

    /// <summary>Whether to follow the jobs to their end; otherwise they are submitted and left alone.</summary>
    public bool Wait { get; init; } = true;

    /// <summary>Time between two questions to the cluster, which answers many users.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How a process is started that carries one run out.</summary>
    public required WorkerCommand Command { get; init; }

    /// <summary>The plan's settings with what is given here in their place.</summary>
    /// <exception cref="EngramException">A value is out of range, or nothing that Slurm takes.</exception>
    internal SlurmSettings Over(SlurmSettings plan)
    {
        RequireAtLeast(0, Retries, "number of retries");
        RequireAtLeast(1, Settings.Cpus, "number of cores of a run");
        RequireAtLeast(1, Settings.MaxRunning, "most runs at the same time");
        RequireLegal(SweepKeys.SlurmNameType, Settings.Partition, "partition");
        RequireLegal(SweepKeys.SlurmNameType, Settings.Account, "account");
        RequireLegal(SweepKeys.SlurmTimeType, Settings.Time, "time limit");
        RequireLegal(SweepKeys.SlurmMemoryType, Settings.Memory, "memory");
        return Merged(plan);
    }

    private static void RequireAtLeast(int least, int? value, string what)
    {
        if (value < least)
        {
            throw new EngramException($"The {what} is {value}, but must be at least {least}; leave it out to take the file's.");
        }
    }

    /// <summary>They become lines of a script, and what else is in such a line would be a line of its own.</summary>
    private static void RequireLegal(SpecType<string> type, string? value, string what)
    {
        if (value is not null)
        {
            type.Parse(value, $"The {what}");
        }
    }

    private SlurmSettings Merged(SlurmSettings plan) => new()
    {
        Partition = Settings.Partition ?? plan.Partition,
        Account = Settings.Account ?? plan.Account,
        Time = Settings.Time ?? plan.Time,
        Memory = Settings.Memory ?? plan.Memory,
        Cpus = Settings.Cpus ?? plan.Cpus,
        MaxRunning = Settings.MaxRunning ?? plan.MaxRunning,
        Directives = plan.Directives,
    };
}
