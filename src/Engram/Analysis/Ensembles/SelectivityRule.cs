using Engram.Analysis.Representations;

namespace Engram.Analysis.Ensembles;

/// <summary>
/// A unit belongs where it is more active for the class than for all other classes: a one-sided permutation test of the
/// difference of means, Benjamini–Hochberg corrected over the units of the layer at .05.
/// </summary>
internal sealed class SelectivityRule : EnsembleRule
{
    private const double Level = 0.05;

    public override string Name => "selectivity";

    public override int[] Find(LayerActivations layer, int classIndex) => FindAll(layer)[classIndex];

    public override int[][] FindAll(LayerActivations layer) =>
        [.. SelectivityTest.PValues(layer, Level, layer.Workers).Select(ofClass => BenjaminiHochberg.Select(ofClass, Level))];
}
