using Engram.Analysis.Representations;

namespace Engram.Analysis.Selectivity;

/// <summary>
/// How well a unit alone tells the class that it prefers from all others: the largest difference, over all thresholds, of the share of the class's samples
/// above it and the share of the other samples above it. 1 where one threshold separates them, 0 where none helps. It is the one-sided two-sample
/// Kolmogorov–Smirnov distance of the two.
/// </summary>
internal static class Informedness
{
    /// <summary>That of each unit; null for one that no sample activates, and where fewer than two classes have samples.</summary>
    /// <param name="layer">Activations.</param>
    /// <param name="all">Those of all its samples in order.</param>
    public static double?[] OfUnits(LayerActivations layer, SortedActivations all)
    {
        SortedActivations[] classes = [.. Enumerable.Range(0, layer.ClassCount).Select(layer.Sorted)];
        double?[] values = new double?[layer.UnitCount];
        layer.Workers.Run(values.Length, unit =>
        {
            SortedActivations own = classes[Preferred(layer, unit)];
            int others = all.SampleCount - own.SampleCount;
            values[unit] = all.Active(unit).Length > 0 && others > 0 ? Of(own.Active(unit), own.SampleCount, all.Active(unit), others) : null;
        });
        return values;
    }

    private static int Preferred(LayerActivations layer, int unit) => Enumerable.Range(0, layer.ClassCount).MaxBy(label => layer.ClassMeans[label][unit]);

    // Lowering a threshold helps only down to the next activation of the class: those are the thresholds worth a look.
    private static double Of(ReadOnlySpan<float> own, int ownCount, ReadOnlySpan<float> all, int otherCount)
    {
        double largest = 0;
        int below = all.Length;
        for (int place = own.Length - 1; place >= 0; place--)
        {
            while (below > 0 && all[below - 1] >= own[place])
            {
                below--;
            }

            int hits = own.Length - place;
            if (place == 0 || own[place - 1] < own[place])
            {
                largest = Math.Max(largest, (hits / (double)ownCount) - ((all.Length - below - hits) / (double)otherCount));
            }
        }

        return largest;
    }
}
