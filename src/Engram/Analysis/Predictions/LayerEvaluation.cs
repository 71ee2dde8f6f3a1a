namespace Engram.Analysis.Predictions;

/// <summary>
/// What one layer shows on a data set. Sparseness and activity are those of images with their true label overlaid, over
/// correctly classified samples, as in the paper.
/// </summary>
public sealed record LayerEvaluation
{
    /// <summary>Accuracy when only this layer's goodness decides; NaN for a layer of a classifier.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean Hoyer sparseness, (√n − ‖h‖₁/‖h‖₂)/(√n − 1): 0 when all units are equal, 1 when one is active. Silent samples have none and are left out; NaN where no sample has one, as in a layer of one unit.</summary>
    public required double HoyerSparseness { get; init; }

    /// <summary>Share of units above zero.</summary>
    public required double ActiveFraction { get; init; }

    /// <summary>Samples, of all, for which no unit is above zero.</summary>
    public required int SilentSamples { get; init; }

    /// <summary>Units above zero for no sample.</summary>
    public required int DeadUnits { get; init; }

    /// <summary>Mean goodness with the true label, over all samples; a classifier's without any label.</summary>
    public required double PositiveGoodness { get; init; }

    /// <summary>Mean goodness with the wrong labels, over all samples; NaN for a layer of a classifier.</summary>
    public required double NegativeGoodness { get; init; }
}
