namespace Engram.Analysis.Statistics;

/// <summary>What two sets of units, given as ascending indices, have in common.</summary>
internal static class UnitOverlap
{
    /// <summary>|A ∩ B|.</summary>
    public static int Count(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int shared = 0;
        int place = 0;
        foreach (int unit in first)
        {
            while (place < second.Length && second[place] < unit)
            {
                place++;
            }

            shared += place < second.Length && second[place] == unit ? 1 : 0;
        }

        return shared;
    }

    /// <summary>|A ∩ B| / |A ∪ B|; null where both are empty.</summary>
    public static double? Jaccard(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        int shared = Count(first, second);
        int union = first.Length + second.Length - shared;
        return union > 0 ? shared / (double)union : null;
    }

    /// <summary>Mean Jaccard index of two series of sets, over pairs that are not both empty; null where all are.</summary>
    public static double? MeanJaccard(int[][] first, int[][] second) =>
        first.Zip(second, (one, other) => Jaccard(one, other)).Average();
}
