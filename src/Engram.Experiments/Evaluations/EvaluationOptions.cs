using Engram.Experiments.Specs;

namespace Engram.Experiments.Evaluations;

/// <summary>What to evaluate a run on.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The splits that a data set has, and the images that a run has kept for validation.</summary>
    public static IReadOnlyList<string> Splits { get; } = ["test", "train", "validation"];

    /// <summary>Name of the data set, or path of own images; null takes those the run was trained on.</summary>
    public string? Data { get; init; }

    /// <summary>How own images of <see cref="Data"/> are read, by a spec that reads them as the run's own were; null reads them so.</summary>
    public Func<RunSpec, OwnDataOptions>? Reading { get; init; }

    /// <summary>One of <see cref="Splits"/>.</summary>
    public string Split { get; init; } = "test";

    /// <summary>Number of images, from the front; null takes all.</summary>
    public int? Samples { get; init; }

    /// <summary>The folder that holds data sets; null looks in the usual places.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether images other than the run's own are meant.</summary>
    public bool OtherData { get; init; }

    /// <summary>Worker threads; null takes all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Is told of what may be wrong with the run, one sentence each.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>Where to write every layer's goodness for every label, as .npz; null writes none.</summary>
    public string? GoodnessPath { get; init; }
}
