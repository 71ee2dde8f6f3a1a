using Engram.Data;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Evaluations;

/// <summary>How units of a run are silenced; null takes what suits most runs.</summary>
public sealed record LesionRunOptions
{
    /// <summary>Random sets of units that each ensemble is compared with.</summary>
    public int? RandomSets { get; init; }

    /// <summary>Test images that accuracies are measured on, the first of each class.</summary>
    public int? Samples { get; init; }

    /// <summary>What a silenced unit gives: <c>zero</c> or <c>mean</c>.</summary>
    public string? Replacement { get; init; }

    /// <summary>Seed of the random sets; null for the run's.</summary>
    public ulong? Seed { get; init; }

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

    /// <summary>Is told where the data set was found, before the lesions begin.</summary>
    public Action<DatasetOrigin?> OnData { get; init; } = _ => { };

    /// <summary>Is told the folder of the results, when they are written.</summary>
    public Action<string> OnFolder { get; init; } = _ => { };

    /// <summary>Is told of what may be wrong with the run, one sentence each.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
