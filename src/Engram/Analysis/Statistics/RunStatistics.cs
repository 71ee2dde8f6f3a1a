namespace Engram.Analysis.Statistics;

/// <summary>A measure over repeated runs.</summary>
/// <param name="Count">Number of runs.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1); null for a single run.</param>
/// <param name="Lower">Lower end of the 95 % bootstrap interval of the mean, or the least of two to four values; null for a single run.</param>
/// <param name="Upper">Upper end of the interval, or the largest of two to four values; null for a single run.</param>
public sealed record RunStatistics(int Count, double Mean, double? StandardDeviation, double? Lower, double? Upper)
{
    /// <summary>
    /// So many runs have an interval. With fewer there are so few different resamples that the percentile bootstrap's is hardly more than the range.
    /// </summary>
    public const int LeastRunsOfInterval = 5;

    private const ulong Seed = 1;
    private const int ResampleCount = 10_000;
    private const double LowerShare = 0.025;
    private const double UpperShare = 0.975;

    /// <summary>Whether <see cref="Lower"/> and <see cref="Upper"/> are the least and the largest value, for want of runs.</summary>
    public bool IsRange => Count is > 1 and < LeastRunsOfInterval;

    /// <summary>
    /// Statistics of a measure, one value per run. From five runs on the interval is the percentile bootstrap's: the .025 and .975 quantiles of
    /// the means of 10,000 resamples, drawn with replacement and the same in every call. Of fewer it is the range of the values.
    /// </summary>
    /// <exception cref="ArgumentException">There are no values.</exception>
    public static RunStatistics Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw new ArgumentException("Statistics need at least one run.", nameof(values));
        }

        double mean = values.Average();
        if (values.Count == 1)
        {
            return new RunStatistics(1, mean, null, null, null);
        }

        double variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1);
        if (values.Count < LeastRunsOfInterval)
        {
            return new RunStatistics(values.Count, mean, Math.Sqrt(variance), values.Min(), values.Max());
        }

        double[] means = ResampledMeans([.. values]);
        return new RunStatistics(values.Count, mean, Math.Sqrt(variance), Quantile(means, LowerShare), Quantile(means, UpperShare));
    }

    private static double[] ResampledMeans(double[] values)
    {
        RandomStream random = RandomStream.For(Seed, RandomPurpose.Bootstrap, values.Length);
        double[] means = new double[ResampleCount];
        for (int resample = 0; resample < means.Length; resample++)
        {
            double sum = 0;
            for (int draw = 0; draw < values.Length; draw++)
            {
                sum += values[random.NextIndex(values.Length)];
            }

            means[resample] = sum / values.Length;
        }

        Array.Sort(means);
        return means;
    }

    /// <summary>A quantile by NumPy's linear interpolation.</summary>
    internal static double Quantile(double[] ascending, double share)
    {
        double place = share * (ascending.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, ascending.Length - 1);
        return ascending[below] + ((ascending[above] - ascending[below]) * (place - below));
    }
}
