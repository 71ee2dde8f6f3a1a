namespace Engram.Experiments.SweepFiles;

/// <summary>What a sweep asks of a Slurm cluster for each of its runs; null leaves it to the cluster's defaults.</summary>
public sealed record SlurmSettings
{
    /// <summary>Partition, as <c>sbatch --partition</c> takes it.</summary>
    public string? Partition { get; init; }

    /// <summary>Account that is charged.</summary>
    public string? Account { get; init; }

    /// <summary>Time limit, as <c>sbatch --time</c> takes it.</summary>
    public string? Time { get; init; }

    /// <summary>Memory of a run, as <c>sbatch --mem</c> takes it.</summary>
    public string? Memory { get; init; }

    /// <summary>Cores of a run, which also are its threads.</summary>
    public int? Cpus { get; init; }

    /// <summary>Most runs at the same time.</summary>
    public int? MaxRunning { get; init; }

    /// <summary>Further directives, each as it stands behind <c>#SBATCH</c>.</summary>
    public IReadOnlyList<string> Directives { get; init; } = [];
}
