using Engram.Analysis.Representations;

namespace Engram.Analysis.Ensembles;

/// <summary>
/// The paper's rule: unit i belongs where mᵢ > (1 + k) · mean of the other units' means, with means over the class's
/// samples and k = 1.
/// </summary>
internal sealed class MeanRatioRule : EnsembleRule
{
    private const double Excess = 1;

    public override string Name => "mean-ratio";

    public override int[] Find(LayerActivations layer, int classIndex)
    {
        double[] means = layer.ClassMeans[classIndex];
        double sum = means.Sum();

        // A single unit has no others: 0/0 is not less than anything.
        return Where(means.Length, unit => means[unit] > (1 + Excess) * (sum - means[unit]) / (means.Length - 1));
    }
}
