using Engram.Analysis.Representations;

namespace Engram.Analysis.Selectivity;

/// <summary>
/// How much more a unit responds to the class that it prefers than to the others (Morcos et al. 2018): (μ_max − μ_rest)/(μ_max + μ_rest), with the largest
/// class mean and the mean of the other class means. 1 for a unit that answers to a single class, 0 for one that answers to all alike.
/// </summary>
/// <remarks>It says nothing of how often the unit answers: one image is enough for 1 (Gale et al. 2020). So <see cref="Informedness"/> belongs beside it.</remarks>
internal static class ClassSelectivity
{
    /// <summary>That of each unit; null for one that no sample activates, and where fewer than two classes have samples.</summary>
    public static double?[] OfUnits(LayerActivations layer)
    {
        int[] classes = [.. Enumerable.Range(0, layer.ClassCount).Where(label => layer.Samples.Of(label).Length > 0)];
        return [.. Enumerable.Range(0, layer.UnitCount).Select(unit => Of([.. classes.Select(label => layer.ClassMeans[label][unit])]))];
    }

    private static double? Of(double[] means)
    {
        double largest = means.DefaultIfEmpty().Max();
        double rest = means.Length > 1 ? (means.Sum() - largest) / (means.Length - 1) : double.NaN;
        return largest > 0 && means.Length > 1 ? (largest - rest) / (largest + rest) : null;
    }
}
