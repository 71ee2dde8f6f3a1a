namespace Engram.Analysis.Representations;

/// <summary>Means over samples of how few units carry an activation vector; null where no sample has the measure.</summary>
/// <param name="Hoyer">(√n − ‖h‖₁/‖h‖₂)/(√n − 1), silent samples left out; null for a layer of one unit.</param>
/// <param name="ActiveFraction">Share of units above zero, silent samples included.</param>
/// <param name="Gini">Gini coefficient of the activations, silent samples left out.</param>
/// <param name="TrevesRolls">1 − (Σh/n)²/(Σh²/n), divided by its largest value 1 − 1/n; silent samples left out; null for a layer of one unit.</param>
/// <param name="SampleCount">Number of samples.</param>
/// <param name="SilentSamples">Samples without a unit above zero.</param>
public sealed record SparsenessMeasures(
    double? Hoyer,
    double? ActiveFraction,
    double? Gini,
    double? TrevesRolls,
    int SampleCount,
    int SilentSamples);
