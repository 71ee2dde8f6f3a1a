using Engram.Data;
using Engram.Experiments.Specs;

namespace Engram.Experiments.Analyses;

/// <summary>How to analyze a run.</summary>
public sealed record AnalysisRunOptions
{
    /// <summary>The folder that holds data sets; null looks in the usual places.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Worker threads; null takes all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Is told where the data set was found, before the analysis begins.</summary>
    public Action<DatasetOrigin?> OnData { get; init; } = _ => { };

    /// <summary>Whether images other than the run's own are meant; their results go to a folder of their own in the run's folder.</summary>
    public bool OtherData { get; init; }

    /// <summary>Name of the data set, or path of own images; null takes those the run was trained on.</summary>
    public string? Data { get; init; }

    /// <summary>How own images of <see cref="Data"/> are read, by a spec that reads them as the run's own were; null reads them so.</summary>
    public Func<RunSpec, OwnDataOptions>? Reading { get; init; }

    /// <summary>Whether layers are measured too after each of the epochs whose weights the run has kept.</summary>
    public bool OverEpochs { get; init; }

    /// <summary>Is told what layers showed of all images over these epochs, layer by layer; the last of each is the finished network.</summary>
    public Action<IReadOnlyList<EpochRow>> OnEpochs { get; init; } = _ => { };

    /// <summary>Is told the folder of the results, when they are written.</summary>
    public Action<string> OnFolder { get; init; } = _ => { };

    /// <summary>Is told of what may be wrong with the run, one sentence each.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
