using Engram.Analysis.Representations;

namespace Engram.Analysis.Ensembles;

/// <summary>
/// A unit belongs where its activations over the class's samples are distributed unlike those of the other units: the mean,
/// over all other units, of the two-sided p-value of a two-sample Kolmogorov–Smirnov test is below .05.
/// </summary>
/// <remarks>
/// The rule asks for a difference, not for its direction. Where units are mostly alike because mostly silent, as in a
/// sparse layer, it selects the active ones; where most are active, it also selects units that are unusually silent.
/// </remarks>
internal sealed class KolmogorovSmirnovRule : EnsembleRule
{
    private const double Level = 0.05;

    public override string Name => "kolmogorov-smirnov";

    public override int[] Find(LayerActivations layer, int classIndex)
    {
        SortedActivations sorted = layer.Sorted(classIndex);
        double[] means = KolmogorovSmirnovMeans.Compute(sorted, layer.Workers);
        return Where(means.Length, unit => means[unit] < Level);
    }
}
