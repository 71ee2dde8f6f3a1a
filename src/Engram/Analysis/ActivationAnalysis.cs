namespace Engram.Analysis;

/// <summary>All that is measured on activations alone, whatever network they are of.</summary>
public sealed record ActivationAnalysis
{
    /// <summary>Where the activations come from.</summary>
    public required string Source { get; init; }

    /// <summary>What each label means, in order of the label.</summary>
    public required IReadOnlyList<string> ClassNames { get; init; }

    /// <summary>Share of samples classified rightly; null where there are no predictions.</summary>
    public double? Accuracy { get; init; }

    /// <summary>Share of samples classified rightly, class by class; null for a class without samples, and empty where there are no predictions.</summary>
    public IReadOnlyList<double?> ClassAccuracy { get; init; } = [];

    /// <summary>Representations of the correctly classified samples; null where there are no predictions.</summary>
    public RepresentationAnalysis? Correct { get; init; }

    /// <summary>Representations of all samples.</summary>
    public required RepresentationAnalysis All { get; init; }
}
