using Engram.Analysis;

namespace Engram.Reports.FigureParts;

/// <summary>Units side by side with those that prefer the same class.</summary>
internal static class UnitOrder
{
    /// <summary>Unit indices, ordered by the class with the largest mean, within it by that mean; units without any last.</summary>
    public static int[] ByPreferredClass(LayerRepresentation layer)
    {
        var preferences = Enumerable.Range(0, layer.UnitCount).Select(unit => Preference(layer.ClassMeans, unit)).ToArray();
        return [.. Enumerable.Range(0, layer.UnitCount)
            .OrderBy(unit => preferences[unit].Class)
            .ThenByDescending(unit => preferences[unit].Mean)];
    }

    /// <summary>The class with a unit's largest mean; <see cref="int.MaxValue"/> where it has none above 0.</summary>
    public static (int Class, float Mean) Preference(IReadOnlyList<IReadOnlyList<float>> means, int unit)
    {
        (int Class, float Mean) best = (int.MaxValue, 0);
        for (int c = 0; c < means.Count; c++)
        {
            if (unit < means[c].Count && means[c][unit] > best.Mean)
            {
                best = (c, means[c][unit]);
            }
        }

        return best;
    }
}
