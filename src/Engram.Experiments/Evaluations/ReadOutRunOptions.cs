using Engram.Data;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Evaluations;

/// <summary>How the features of a run are read out; null takes what suits most runs.</summary>
public sealed record ReadOutRunOptions
{
    /// <summary>Layers whose features are seen side by side, counted from 1; null for all but the first, or the only one.</summary>
    public IReadOnlyList<int>? Layers { get; init; }

    /// <summary>Whether every layer is also read out alone.</summary>
    public bool EachLayer { get; init; }

    /// <summary>How many times the training images are gone through.</summary>
    public int? Epochs { get; init; }

    /// <summary>Adam's learning rate at the beginning.</summary>
    public float? LearningRate { get; init; }

    /// <summary>What parameters shrink by in a step, as a share of the learning rate.</summary>
    public float? WeightDecay { get; init; }

    /// <summary>Images of a step.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Seed of the order of the images; null for the run's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Share of the training images to choose by, which are not learned from; null for those that the run kept.</summary>
    public float? ValidationSplit { get; init; }

    /// <summary>The folder that holds data sets; null looks in the usual places.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Name of the data set, or path of own images; null takes those the run was trained on.</summary>
    public string? Data { get; init; }

    /// <summary>How own images of <see cref="Data"/> are read, by a spec that reads them as the run's own were; null reads them so.</summary>
    public Func<RunSpec, OwnDataOptions>? Reading { get; init; }

    /// <summary>Whether images other than the run's own are meant; their results go to a folder of their own in the run's folder.</summary>
    public bool OtherData { get; init; }

    /// <summary>Worker threads; null takes all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Is told where the data set was found, before the read-out begins.</summary>
    public Action<DatasetOrigin?> OnData { get; init; } = _ => { };

    /// <summary>Is told the folder of the results, when they are written.</summary>
    public Action<string> OnFolder { get; init; } = _ => { };

    /// <summary>Is told of what may be wrong with the run, one sentence each.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
