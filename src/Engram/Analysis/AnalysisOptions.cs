namespace Engram.Analysis;

/// <summary>What an analysis has to know beside the network and the images.</summary>
internal sealed record AnalysisOptions
{
    /// <summary>Name of the prediction rule.</summary>
    public required string Prediction { get; init; }

    /// <summary>Leaves the first layer out of the prediction.</summary>
    public bool SkipFirstLayer { get; init; }

    /// <summary>The class that was left out of the training, or null.</summary>
    public int? LeftOutClass { get; init; }
}
