namespace Engram.Experiments.Evaluations;

/// <summary>How images are predicted.</summary>
public sealed record PredictionOptions
{
    /// <summary>Whether images are brought to the size that the network takes.</summary>
    public bool Resize { get; init; }

    /// <summary>Whether colors become brightness.</summary>
    public bool Grayscale { get; init; }

    /// <summary>Worker threads; null takes all cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Is told of what may be wrong with the run, one sentence each.</summary>
    public Action<string> Warn { get; init; } = _ => { };
}
