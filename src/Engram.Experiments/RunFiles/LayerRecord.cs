using Engram.Analysis.Predictions;
using Engram.Models;

namespace Engram.Experiments.RunFiles;

/// <summary>What one layer shows on the images it is tested on; values without a meaning are null.</summary>
/// <param name="TestAccuracy">Share of images classified rightly by this layer's goodness alone; null for a classifier's.</param>
/// <param name="HoyerSparseness">Mean Hoyer sparseness of the layer's activations, silent samples left out.</param>
/// <param name="ActiveFraction">Share of units above zero.</param>
/// <param name="SilentSamples">Samples for which no unit was above zero.</param>
/// <param name="DeadUnits">Units that were above zero for no sample.</param>
/// <param name="PositiveGoodness">Mean goodness with the true label overlaid.</param>
/// <param name="NegativeGoodness">Mean goodness with a wrong label overlaid.</param>
/// <param name="Threshold">What the layer's goodness was compared with in training; null for a classifier's.</param>
public sealed record LayerRecord(
    double? TestAccuracy,
    double? HoyerSparseness,
    double? ActiveFraction,
    int SilentSamples,
    int DeadUnits,
    double? PositiveGoodness,
    double? NegativeGoodness,
    float? Threshold)
{
    internal static LayerRecord From(LayerEvaluation layer, float? threshold) => new(
        Finite(layer.Accuracy),
        Finite(layer.HoyerSparseness),
        Finite(layer.ActiveFraction),
        layer.SilentSamples,
        layer.DeadUnits,
        Finite(layer.PositiveGoodness),
        Finite(layer.NegativeGoodness),
        threshold);

    internal static IReadOnlyList<LayerRecord> From(EvaluationResult result, NetworkBody network) =>
        [.. result.Layers.Select((layer, index) => From(layer, network.ThresholdOf(index)))];

    /// <summary>JSON has no word for 0/0, which the sparseness of an all-silent layer is.</summary>
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
