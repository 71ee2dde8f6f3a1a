namespace Engram.Analysis.Statistics;

/// <summary>Whether two groups of runs differ in a measure, for example the same model with two settings.</summary>
/// <param name="Difference">Mean of the first group less mean of the second.</param>
/// <param name="PValue">Share of regroupings whose means differ at least as much, in either direction.</param>
/// <param name="Regroupings">How many were looked at.</param>
/// <param name="IsExact">Whether those are all there are.</param>
/// <param name="SmallestPValue">What p would be at the least with groups of these sizes, however far apart they were.</param>
internal sealed record PermutationTest(double Difference, double PValue, int Regroupings, bool IsExact, double SmallestPValue)
{
    private const ulong Seed = 1;
    private const int LargestEnumeration = 20_000;
    private const int RandomRegroupings = 19_999;

    // Equal differences may come out of different sums; they still count as equal.
    private const double Rounding = 1e-12;

    /// <summary>
    /// A two-sided permutation test of the difference of means. All ways to split the runs into groups of these sizes are
    /// enumerated where there are at most 20,000; otherwise 19,999 are drawn, the same in every call, and
    /// p = (1 + those at least as far apart) / 20,000.
    /// </summary>
    /// <param name="first">The measure, one value per run of one group.</param>
    /// <param name="second">The measure, one value per run of the other.</param>
    /// <exception cref="ArgumentException">A group has no runs.</exception>
    public static PermutationTest Compare(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Count == 0 || second.Count == 0)
        {
            throw new ArgumentException("A comparison needs at least one run in each group.", nameof(first));
        }

        double[] values = [.. first, .. second];
        Regrouping regrouping = new(values, first.Count);
        double difference = regrouping.Difference(first.Sum());
        double bound = Math.Abs(difference) - (Rounding * values.Max(Math.Abs));
        if (CountGroupings(values.Length, first.Count) is int all)
        {
            int reached = regrouping.CountReached(bound, 0, first.Count, 0);
            // Groups of one size can change places, which sets their means as far apart the other way round.
            int furthest = first.Count == second.Count ? 2 : 1;
            return new PermutationTest(difference, reached / (double)all, all, IsExact: true, furthest / (double)all);
        }

        int drawn = regrouping.CountReachedAtRandom(bound, RandomRegroupings);
        return new PermutationTest(difference, (1.0 + drawn) / (1.0 + RandomRegroupings), RandomRegroupings, IsExact: false, 1 / (1.0 + RandomRegroupings));
    }

    // C(n, k), or null where there are too many to enumerate.
    private static int? CountGroupings(int total, int chosen)
    {
        long count = 1;
        for (int step = 1; step <= Math.Min(chosen, total - chosen); step++)
        {
            count = count * (total - step + 1) / step;
            if (count > LargestEnumeration)
            {
                return null;
            }
        }

        return (int)count;
    }

    /// <summary>Ways to choose the first group out of all values.</summary>
    private sealed class Regrouping(double[] values, int firstCount)
    {
        private readonly double _total = values.Sum();

        /// <summary>The difference of means where the first group sums to a value.</summary>
        public double Difference(double firstSum) => (firstSum / firstCount) - ((_total - firstSum) / (values.Length - firstCount));

        /// <summary>Choices of some more values, from a place on, that end at least a bound apart.</summary>
        public int CountReached(double bound, int place, int missing, double sum)
        {
            if (missing == 0)
            {
                return Reaches(sum, bound);
            }

            int reached = 0;
            for (int next = place; next <= values.Length - missing; next++)
            {
                reached += CountReached(bound, next + 1, missing - 1, sum + values[next]);
            }

            return reached;
        }

        /// <summary>Random choices that end at least a bound apart.</summary>
        public int CountReachedAtRandom(double bound, int draws)
        {
            RandomStream random = RandomStream.For(Seed, RandomPurpose.RunPermutation, firstCount, values.Length - firstCount);
            int[] order = [.. Enumerable.Range(0, values.Length)];
            int reached = 0;
            for (int draw = 0; draw < draws; draw++)
            {
                random.Shuffle(order);
                double sum = 0;
                foreach (int index in order.AsSpan(0, firstCount))
                {
                    sum += values[index];
                }

                reached += Reaches(sum, bound);
            }

            return reached;
        }

        private int Reaches(double sum, double bound) => Math.Abs(Difference(sum)) >= bound ? 1 : 0;
    }
}
