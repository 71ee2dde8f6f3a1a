using Engram.Analysis;

namespace Engram.Reports;

/// <summary>Means over runs, with a 95 % bootstrap interval where there are several.</summary>
internal static class RunMeans
{
    private const int Resamples = 2000;

    /// <summary>The mean of the values that exist; null where none does. The same values give the same interval.</summary>
    public static RunStatistics? Of(IEnumerable<double?> values)
    {
        double[] known = [.. values.Where(value => value is { } number && double.IsFinite(number)).Select(value => value!.Value)];
        if (known.Length == 0)
        {
            return null;
        }

        double mean = known.Average();
        if (known.Length == 1)
        {
            return new RunStatistics(1, mean, null, null, null);
        }

        double variance = known.Sum(value => (value - mean) * (value - mean)) / (known.Length - 1);
        double[] means = ResampledMeans(known);
        return new RunStatistics(known.Length, mean, Math.Sqrt(variance), means[Resamples / 40], means[Resamples - 1 - (Resamples / 40)]);
    }

    private static double[] ResampledMeans(double[] values)
    {
        var random = new Random(values.Length);
        double[] means = new double[Resamples];
        for (int resample = 0; resample < Resamples; resample++)
        {
            double sum = 0;
            for (int draw = 0; draw < values.Length; draw++)
            {
                sum += values[random.Next(values.Length)];
            }

            means[resample] = sum / values.Length;
        }

        Array.Sort(means);
        return means;
    }
}
