using Engram.Experiments.RunFiles;

namespace Engram.Experiments.Runs;

/// <summary>How a run is carried out; apart from other data, nothing here changes its result.</summary>
public sealed record RunOptions
{
    /// <summary>The run's folder; null makes one under <c>runs</c>, named after the spec.</summary>
    public string? Folder { get; init; }

    /// <summary>The folder that holds data sets; null looks in the usual places.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>
    /// Whether a run that is gone on with may train on other images than it began with; it then goes on as a run of its own in a folder of
    /// its folder.
    /// </summary>
    public bool OtherData { get; init; }

    /// <summary>Worker threads; null takes all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Epochs between checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 5;

    /// <summary>After which epochs weights are kept; null for none, and for those that a resumed run was begun with.</summary>
    public KeptEpochs? KeepCheckpoints { get; init; }

    /// <summary>Whether the hidden representations of the test images are written at the end.</summary>
    public bool SaveRepresentations { get; init; }

    /// <summary>Lines that <c>spec.yaml</c> starts with, given the run's folder; for people, such as how to resume it.</summary>
    public Func<string, IEnumerable<string>> SpecComments { get; init; } = _ => [];

    /// <exception cref="EngramException">A value is out of range.</exception>
    internal void Validate()
    {
        MachineInfo.ThreadsFor(Threads);
        if (CheckpointEvery < 1)
        {
            throw new EngramException($"Checkpoints every {CheckpointEvery} epochs are not possible; give at least 1.");
        }
    }
}
