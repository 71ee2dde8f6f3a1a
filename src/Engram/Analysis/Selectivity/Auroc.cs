namespace Engram.Analysis.Selectivity;

/// <summary>
/// How well a unit's activation ranks images of the class that it prefers above all others: the area under the receiver operating characteristic, which is
/// Mann and Whitney's U/(n_c n_rest), the share of pairs of one image of each kind in which that of the class has the larger activation. Equal
/// activations count half. 1 where the unit separates them, .5 where it knows nothing of the class, below where it answers less to it.
/// </summary>
internal static class Auroc
{
    /// <summary>That of each unit; null for one without a preferred class, and where either kind of image is missing.</summary>
    public static double?[] OfUnits(TuningImages images)
    {
        double?[] values = new double?[images.Layer.UnitCount];
        var classes = images.Preferred.OfType<int>().Distinct().ToDictionary(label => label, images.Measured.Sorted);
        images.Layer.Workers.Run(values.Length, unit =>
        {
            if (images.Preferred[unit] is int preferred)
            {
                values[unit] = Of(classes[preferred].Active(unit), classes[preferred].SampleCount, images.SortedMeasured.Active(unit), images.SortedMeasured.SampleCount);
            }
        });
        return values;
    }

    /// <summary>The area for one unit.</summary>
    /// <param name="own">Activations above zero for images of the class, ascending.</param>
    /// <param name="ownCount">Images of the class.</param>
    /// <param name="all">Activations above zero for all images, ascending.</param>
    /// <param name="allCount">All images.</param>
    internal static double? Of(ReadOnlySpan<float> own, int ownCount, ReadOnlySpan<float> all, int allCount)
    {
        long others = allCount - ownCount;
        if (ownCount == 0 || others == 0)
        {
            return null;
        }

        // Twice U, so that ties stay whole numbers. An image that does not activate the unit ties with others that do not.
        long silentOthers = allCount - all.Length - (ownCount - own.Length);
        long twice = (ownCount - own.Length) * silentOthers;
        (int below, int upTo) = (0, 0);
        (int ownBelow, int ownUpTo) = (0, 0);
        foreach (float activation in own)
        {
            while (below < all.Length && all[below] < activation)
            {
                below++;
            }

            while (upTo < all.Length && all[upTo] <= activation)
            {
                upTo++;
            }

            while (ownBelow < own.Length && own[ownBelow] < activation)
            {
                ownBelow++;
            }

            while (ownUpTo < own.Length && own[ownUpTo] <= activation)
            {
                ownUpTo++;
            }

            twice += (2 * silentOthers) + (below - ownBelow) + (upTo - ownUpTo);
        }

        return twice / (2.0 * ownCount * others);
    }
}
