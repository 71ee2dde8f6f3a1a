namespace Engram.Analysis.Statistics;

/// <summary>A measure over repeated runs.</summary>
/// <param name="Count">Number of runs.</param>
/// <param name="Mean">Mean.</param>
/// <param name="StandardDeviation">Sample standard deviation (n − 1); null for a single run.</param>
/// <param name="Lower">Lower end of the 95 % bootstrap interval of the mean; null for a single run.</param>
/// <param name="Upper">Upper end of the interval; null for a single run.</param>
public sealed record RunStatistics(int Count, double Mean, double? StandardDeviation, double? Lower, double? Upper)
{
    private const ulong Seed = 1;
    private const int ResampleCount = 10_000;
    private const double LowerShare = 0.025;
    private const double UpperShare = 0.975;

    /// <summary>
    /// Statistics of a measure, one value per run. The interval is the percentile bootstrap's: the .025 and .975 quantiles of
    /// the means of 10,000 resamples, drawn with replacement and the same in every call.
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

    // NumPy's linear interpolation.
    private static double Quantile(double[] ascending, double share)
    {
        double place = share * (ascending.Length - 1);
        int below = (int)place;
        return ascending[below] + ((ascending[below + 1] - ascending[below]) * (place - below));
    }
}
