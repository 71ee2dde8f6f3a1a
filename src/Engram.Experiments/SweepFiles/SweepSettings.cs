using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;

namespace Engram.Experiments.SweepFiles;

/// <summary>How the runs of a sweep are carried out; nothing here changes their results.</summary>
public sealed record SweepSettings
{
    /// <summary>Runs that train at the same time, each in a process of its own; null takes one for every two cores.</summary>
    public int? Workers { get; init; }

    /// <summary>Threads of each run; null shares the cores out among the workers.</summary>
    public int? Threads { get; init; }

    /// <summary>How often a run that failed or died is started again.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Epochs between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = new RunOptions().CheckpointEvery;

    /// <summary>After which epochs every run keeps its weights; null for none.</summary>
    public KeptEpochs? KeepCheckpoints { get; init; }

    /// <summary>Whether every finished run is analyzed as <c>engram analyze</c> does.</summary>
    public bool Analyze { get; init; }

    /// <summary>Whether every run keeps the hidden representations of the test images.</summary>
    public bool Representations { get; init; }

    /// <summary>What Slurm is asked for.</summary>
    public SlurmSettings Slurm { get; init; } = new();

    /// <summary>Workers and threads of each, such that all cores work and none has two threads to run where that can be.</summary>
    /// <param name="runs">Runs that are left to do.</param>
    /// <param name="cores">Threads that the machine runs at the same time.</param>
    internal (int Workers, int Threads) Share(int runs, int cores)
    {
        int workers = Math.Clamp(Workers ?? (Threads is { } each ? cores / each : cores / 2), 1, Math.Max(1, runs));
        return (workers, Threads ?? Math.Max(1, cores / workers));
    }
}
