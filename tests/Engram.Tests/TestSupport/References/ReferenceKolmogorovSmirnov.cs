namespace Engram.Tests.TestSupport.References;

/// <summary>The two-sample Kolmogorov–Smirnov test by its definition: every value tried, every path counted.</summary>
internal static class ReferenceKolmogorovSmirnov
{
    /// <summary>n · max |F₁ − F₂| for two samples of the same size n.</summary>
    public static int Count(double[] first, double[] second) =>
        first.Concat(second).Max(bound => Math.Abs(first.Count(value => value <= bound) - second.Count(value => value <= bound)));

    /// <summary>
    /// P(n·D ≥ count): of all orders of n and n values, equally likely, the share in which the two counts come at least so
    /// far apart. Paths that stay closer are counted step by step, as shares so that nothing overflows.
    /// </summary>
    public static double PValue(int sampleCount, int count)
    {
        if (count == 0)
        {
            return 1;
        }

        // inside[i]: share of orders with i values of the first among the values so far, that have stayed inside.
        double[] inside = new double[sampleCount + 1];
        inside[0] = 1;
        for (int step = 0; step < 2 * sampleCount; step++)
        {
            double[] next = new double[sampleCount + 1];
            for (int taken = Math.Max(0, step - sampleCount); taken <= Math.Min(step, sampleCount); taken++)
            {
                int other = step - taken;
                double left = (2.0 * sampleCount) - step;
                Add(next, taken + 1, other, inside[taken] * (sampleCount - taken) / left, count);
                Add(next, taken, other + 1, inside[taken] * (sampleCount - other) / left, count);
            }

            inside = next;
        }

        return 1 - inside[sampleCount];
    }

    private static void Add(double[] next, int first, int second, double share, int count)
    {
        if (Math.Abs(first - second) < count && first < next.Length)
        {
            next[first] += share;
        }
    }
}
