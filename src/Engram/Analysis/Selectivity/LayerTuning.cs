namespace Engram.Analysis.Selectivity;

/// <summary>How the units of a layer are tuned to classes.</summary>
public sealed record LayerTuning
{
    /// <summary>Units that some image activates; all others have none of the measures.</summary>
    public required int ActiveUnits { get; init; }

    /// <summary>
    /// For each unit the class with its largest mean activation over every second image of each class, from the first on; null where none of these
    /// activates it. AUROC and d′ are of this class, over the images between.
    /// </summary>
    public required IReadOnlyList<int?> PreferredClasses { get; init; }

    /// <summary>The measures, in the order of their table.</summary>
    public required IReadOnlyList<TuningMeasure> Measures { get; init; }
}

/// <summary>A measure of how a unit is tuned, over the units of a layer that have it.</summary>
/// <param name="Name">classSelectivity, informedness, auroc, dPrime, tuningBreadth, imageSparseness or classSparseness.</param>
/// <param name="Units">Its value for each unit, [units], in single precision; null where a unit does not have it.</param>
/// <param name="Mean">Mean over units; null where no unit has it.</param>
/// <param name="LowerQuartile">.25 quantile over units, between two values in proportion to the distance.</param>
/// <param name="Median">Median over units.</param>
/// <param name="UpperQuartile">.75 quantile over units.</param>
/// <param name="Shuffled">Mean over units with classes dealt out to images at random, as many to each: what chance gives. null where no unit has it.</param>
public sealed record TuningMeasure(
    string Name,
    IReadOnlyList<float?> Units,
    double? Mean,
    double? LowerQuartile,
    double? Median,
    double? UpperQuartile,
    double? Shuffled);
