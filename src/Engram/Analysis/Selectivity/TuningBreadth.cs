using Engram.Analysis.Representations;

namespace Engram.Analysis.Selectivity;

/// <summary>
/// Over how many classes a unit's activity is spread: the entropy −Σ p_c ln p_c / ln C of its class means, p_c = μ_c/Σμ, over the C classes that have images.
/// 0 for a unit that answers to a single class, 1 for one that answers to all alike.
/// </summary>
internal static class TuningBreadth
{
    /// <summary>That of each unit; null for one that no image activates, and where fewer than two classes have images.</summary>
    public static double?[] OfUnits(LayerActivations layer)
    {
        int[] classes = [.. Enumerable.Range(0, layer.ClassCount).Where(label => layer.SamplesOf(label).Length > 0)];
        return [.. Enumerable.Range(0, layer.UnitCount).Select(unit => Of([.. classes.Select(label => layer.ClassMeans[label][unit])]))];
    }

    private static double? Of(double[] means)
    {
        double sum = means.Sum();
        return sum > 0 && means.Length > 1
            ? Math.Clamp(means.Where(mean => mean > 0).Sum(mean => mean / sum * Math.Log(sum / mean)) / Math.Log(means.Length), 0, 1)
            : null;
    }
}
