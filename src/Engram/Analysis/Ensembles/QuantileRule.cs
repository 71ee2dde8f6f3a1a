using Engram.Analysis.Representations;

namespace Engram.Analysis.Ensembles;

/// <summary>
/// A unit belongs where its median over the class's samples is above the .9 quantile of all the class's activations,
/// samples × units of them.
/// </summary>
internal sealed class QuantileRule : EnsembleRule
{
    private const double Share = 0.9;

    public override string Name => "quantile";

    public override int[] Find(LayerActivations layer, int classIndex)
    {
        SortedActivations sorted = layer.Sorted(classIndex);
        if (sorted.SampleCount == 0)
        {
            return [];
        }

        double bound = sorted.Quantile(Share);
        return Where(layer.UnitCount, unit => sorted.Median(unit) > bound);
    }
}
