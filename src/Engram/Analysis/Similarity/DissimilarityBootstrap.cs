using Engram.Analysis.Statistics;
using Engram.Threading;

namespace Engram.Analysis.Similarity;

/// <summary>
/// What dissimilarities have in common, with intervals over classes: classes are drawn with replacement, and the pairs of two places that hold different classes
/// count, as often as they come. The .025 and .975 quantiles of the resamples are the interval.
/// </summary>
internal static class DissimilarityBootstrap
{
    private const ulong Seed = 1;

    // Ranks of 100 classes' 4,950 pairs take a hundred times as long as those of 10.
    private const int ManyClasses = 30;
    private const int FewResamples = 200;
    private const int ManyResamples = 1000;

    /// <summary>How many resamples there are for so many classes.</summary>
    public static int Resamples(int classCount) => classCount > ClassPairs.MostClasses ? 0 : classCount > ManyClasses ? FewResamples : ManyResamples;

    /// <summary>Compares every two sources.</summary>
    /// <param name="distance">Name of the distance.</param>
    /// <param name="series">Names of the sources, and a value for each pair of classes; NaN where it is undefined.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="workers">Threads; their number changes no result.</param>
    public static IEnumerable<DissimilarityComparison> Compare(string distance, IReadOnlyList<(string Name, double[] Values)> series, int classCount, WorkerPool workers)
    {
        (int First, int Second)[] pairs = [.. from first in Enumerable.Range(0, series.Count)
                                              from second in Enumerable.Range(first + 1, series.Count - first - 1)
                                              select (first, second)];

        // A class that no source has values of cannot be drawn.
        int[] classes = [.. Enumerable.Range(0, classCount).Where(one => series.Any(source => Enumerable.Range(0, classCount)
            .Any(other => other != one && !double.IsNaN(source.Values[Place(one, other, classCount)]))))];
        (double? Spearman, double? Cosine)[][] drawn = new (double?, double?)[Resamples(classCount)][];
        workers.Run(drawn.Length, resample =>
        {
            int[] places = Draw(classes, classCount, resample);
            drawn[resample] = [.. pairs.Select(pair => Of(series[pair.First].Values, series[pair.Second].Values, places))];
        });
        int[] all = [.. Enumerable.Range(0, series[0].Values.Length)];
        (double? Spearman, double? Cosine)[] found = new (double?, double?)[pairs.Length];
        workers.Run(pairs.Length, pair => found[pair] = Of(series[pairs[pair].First].Values, series[pairs[pair].Second].Values, all));
        return pairs.Select((pair, index) =>
        {
            (double? spearmanLower, double? spearmanUpper) = Interval(drawn.Select(values => values[index].Spearman));
            (double? cosineLower, double? cosineUpper) = Interval(drawn.Select(values => values[index].Cosine));
            return new DissimilarityComparison(
                distance, series[pair.First].Name, series[pair.Second].Name, found[index].Spearman, spearmanLower, spearmanUpper, found[index].Cosine, cosineLower, cosineUpper);
        });
    }

    /// <summary>The classes of a resample, one for each of those that can be drawn.</summary>
    internal static int[] DrawClasses(int[] classes, int resample)
    {
        RandomStream random = RandomStream.For(Seed, RandomPurpose.ClassBootstrap, resample, classes.Length);
        return [.. classes.Select(_ => classes[random.NextIndex(classes.Length)])];
    }

    private static int[] Draw(int[] classes, int classCount, int resample)
    {
        int[] drawn = DrawClasses(classes, resample);
        return [.. from first in Enumerable.Range(0, drawn.Length)
                   from second in Enumerable.Range(first + 1, drawn.Length - first - 1)
                   where drawn[first] != drawn[second]
                   select Place(drawn[first], drawn[second], classCount)];
    }

    private static int Place(int one, int other, int classCount)
    {
        (int first, int second) = (Math.Min(one, other), Math.Max(one, other));
        return (first * (classCount - 1)) - (first * (first - 1) / 2) + second - first - 1;
    }

    private static (double? Spearman, double? Cosine) Of(double[] first, double[] second, int[] places)
    {
        int[] defined = [.. places.Where(place => !double.IsNaN(first[place]) && !double.IsNaN(second[place]))];
        double[] one = [.. defined.Select(place => first[place])];
        double[] other = [.. defined.Select(place => second[place])];
        return (Correlation.Spearman(one, other), Correlation.Cosine(one, other));
    }

    private static (double? Lower, double? Upper) Interval(IEnumerable<double?> values)
    {
        double[] ascending = [.. values.OfType<double>().Order()];
        return ascending.Length > 0 ? (RunStatistics.Quantile(ascending, 0.025), RunStatistics.Quantile(ascending, 0.975)) : (null, null);
    }
}
