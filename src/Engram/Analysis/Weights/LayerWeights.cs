using Engram.Analysis.Statistics;

namespace Engram.Analysis.Weights;

/// <summary>Excitation and inhibition in one layer.</summary>
public sealed record LayerWeights
{
    /// <summary>How the weights are distributed.</summary>
    public required Histogram Weights { get; init; }

    /// <summary>How the biases are distributed.</summary>
    public required Histogram Biases { get; init; }

    /// <summary>Share of weights below zero.</summary>
    public required double NegativeShare { get; init; }

    /// <summary>Mean of the weights below zero; null where there are none.</summary>
    public required double? NegativeMean { get; init; }

    /// <summary>Mean of the weights above zero; null where there are none.</summary>
    public required double? PositiveMean { get; init; }

    /// <summary>Mean of the biases.</summary>
    public required double BiasMean { get; init; }

    /// <summary>What drives units of the shown class's ensemble.</summary>
    public required UnitDrive EnsembleDrive { get; init; }

    /// <summary>What drives all other units.</summary>
    public required UnitDrive OtherDrive { get; init; }
}

/// <summary>Mean drive of a set of units over images, split by sign; null where there are no such units.</summary>
/// <param name="Excitation">Mean over samples and units of the sum of positive products input × weight.</param>
/// <param name="Inhibition">Mean over samples and units of the sum of negative products input × weight.</param>
public sealed record UnitDrive(double? Excitation, double? Inhibition);

/// <summary>Mean weights from the ensembles of one layer to those of the next, by the mean-ratio rule.</summary>
/// <param name="FromLayer">0-based index of the lower layer.</param>
/// <param name="MeanWeights">Mean weight from ensemble [row] to ensemble [column]; null where either is empty. Empty for more than <see cref="ClassPairs.MostClasses"/> classes.</param>
/// <param name="WithinMean">Mean over the diagonal: from a class's ensemble to its own.</param>
/// <param name="BetweenMean">Mean over all else.</param>
public sealed record EnsembleConnections(
    int FromLayer,
    IReadOnlyList<IReadOnlyList<double?>> MeanWeights,
    double? WithinMean,
    double? BetweenMean);
