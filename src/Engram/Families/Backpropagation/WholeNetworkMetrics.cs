using Engram.Models;

namespace Engram.Families.Backpropagation;

/// <summary>
/// Metrics of a model that one loss trains as a whole. Activity and goodness are summed layer by layer as for any model; the
/// loss stands with the last layer.
/// </summary>
internal static class WholeNetworkMetrics
{
    public static void AddLoss(TrainingState state, double loss) => state.Totals[^1].LossSum += loss;

    /// <summary>Goodness is summed over layers, activity taken over the units of all layers.</summary>
    public static EpochMetrics From(TrainingState state, int epochIndex, int termsPerImage)
    {
        EpochTotals[] totals = state.Totals;
        int[] units = [.. state.Network.LayerShapes.Select(shape => shape.ViewUnits)];
        int images = totals[^1].PositiveCount;
        EpochMetrics[] layers = [.. totals.Select((total, layer) => total.ToMetrics(layer, epochIndex, units[layer]))];
        return new EpochMetrics
        {
            LayerIndex = null,
            EpochIndex = epochIndex,
            Loss = totals[^1].LossSum / ((double)images * termsPerImage),
            PositiveGoodness = layers.Sum(layer => layer.PositiveGoodness),
            NegativeGoodness = termsPerImage > 1 ? layers.Sum(layer => layer.NegativeGoodness) : null,
            ActiveFraction = totals.Sum(total => total.PositiveActiveSum) / ((double)images * units.Sum()),
            SilentSamples = layers.Max(layer => layer.SilentSamples),
            DeadUnits = layers.Sum(layer => layer.DeadUnits),
            Seconds = totals.Sum(total => total.Seconds),
            Layers = [.. layers.Select(layer => new LayerActivityMetrics(layer.ActiveFraction, layer.SilentSamples, layer.DeadUnits))],
        };
    }
}
