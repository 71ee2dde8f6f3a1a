using Engram.Analysis.Statistics;

namespace Engram.Analysis.Lesions;

/// <summary>Compares what an ensemble's loss costs with what that of random sets does.</summary>
internal static class RandomDamage
{
    private const double LowerShare = 0.025;
    private const double UpperShare = 0.975;

    /// <summary>One ensemble.</summary>
    /// <param name="damage">Its loss.</param>
    /// <param name="sets">That of each random set.</param>
    /// <param name="activityRatio">Their mean activity, divided by that of the ensemble.</param>
    public static MatchedDamage Of(SetDamage damage, SetDamage[] sets, double activityRatio)
    {
        Values own = new(damage.Own, sets.Select(one => one.Own));
        Values specificity = new(damage.Specificity, sets.Select(one => one.Specificity));
        return new MatchedDamage(
            activityRatio,
            [.. damage.Classes.Select((_, other) => sets.Average(one => one.Classes[other]))],
            own.Range,
            new Values(damage.Others, sets.Select(one => one.Others)).Range,
            specificity.Range,
            own.PValue,
            specificity.PValue);
    }

    /// <summary>The means over classes: the first random set of every class together, then the second, and so on. Null where there is none.</summary>
    /// <param name="classes">Each class that has random sets, with their damage.</param>
    public static MeanDamage? Mean(IReadOnlyList<(EnsembleLesion Lesion, SetDamage[]? Sets)> classes)
    {
        if (classes.Count == 0)
        {
            return null;
        }

        Values own = Over(damage => damage.Own);
        Values others = Over(damage => damage.Others);
        Values specificity = Over(damage => damage.Specificity);
        return new MeanDamage(
            classes.Count,
            own.Found,
            others.Found,
            classes.Average(one => one.Lesion.Random!.ActivityRatio),
            own.Range,
            others.Range,
            specificity.Range,
            own.PValue,
            specificity.PValue);

        Values Over(Func<SetDamage, double> measure) => new(
            classes.Average(one => measure(one.Lesion.Damage!)),
            Enumerable.Range(0, classes[0].Sets!.Length).Select(set => classes.Average(one => measure(one.Sets![set]))));
    }

    /// <summary>A measure of an ensemble, and of random sets.</summary>
    private sealed class Values(double found, IEnumerable<double> ofSets)
    {
        // Equal shares of images are equal however they were summed.
        private const double Rounding = 1e-12;

        private readonly double[] _ofSets = [.. ofSets.Order()];

        public double Found => found;

        public RandomRange Range => new(_ofSets.Average(), RunStatistics.Quantile(_ofSets, LowerShare), RunStatistics.Quantile(_ofSets, UpperShare));

        // The ensemble counts as one of the sets that might have been drawn, so p is never 0 (Phipson and Smyth 2010).
        public double PValue => (1.0 + _ofSets.Count(value => value >= found - Rounding)) / (1.0 + _ofSets.Length);
    }
}
