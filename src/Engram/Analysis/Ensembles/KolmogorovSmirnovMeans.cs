using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Analysis.Ensembles;

/// <summary>
/// For every unit of a layer, the mean p-value of two-sample Kolmogorov–Smirnov tests of its activations against those of
/// every other unit. All units have the same samples, so one table of exact p-values serves all pairs.
/// </summary>
internal static class KolmogorovSmirnovMeans
{
    /// <summary>Mean p-value of each unit; NaN without samples, or without another unit.</summary>
    public static double[] Compute(SortedActivations sorted, WorkerPool workers)
    {
        int units = sorted.UnitCount;
        if (sorted.SampleCount == 0 || units == 1)
        {
            return [.. Enumerable.Repeat(double.NaN, units)];
        }

        KolmogorovSmirnovTable table = new(sorted.SampleCount);
        DistributionGrid grid = new(sorted, workers);
        int[][] counts = new int[units][];
        workers.Run(units, unit =>
        {
            counts[unit] = new int[unit];
            for (int other = 0; other < unit; other++)
            {
                counts[unit][other] = grid.LargestDifference(unit, other, table.NegligibleCount);
            }
        });

        double[] means = new double[units];
        workers.Run(units, unit =>
        {
            double sum = 0;
            for (int other = 0; other < units; other++)
            {
                sum += other == unit ? 0 : table[counts[Math.Max(unit, other)][Math.Min(unit, other)]];
            }

            means[unit] = sum / (units - 1);
        });
        return means;
    }
}
