namespace Engram.Analysis.Statistics;

/// <summary>Correlation of two series of equal length; null where either is constant or there are no two values.</summary>
internal static class Correlation
{
    /// <summary>Pearson's: covariance over the product of the standard deviations.</summary>
    public static double? Pearson(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (IsConstant(first) || IsConstant(second))
        {
            return null;
        }

        double firstMean = Mean(first);
        double secondMean = Mean(second);
        double products = 0;
        double firstSquares = 0;
        double secondSquares = 0;
        for (int index = 0; index < first.Length; index++)
        {
            double firstDeviation = first[index] - firstMean;
            double secondDeviation = second[index] - secondMean;
            products += firstDeviation * secondDeviation;
            firstSquares += firstDeviation * firstDeviation;
            secondSquares += secondDeviation * secondDeviation;
        }

        return Math.Clamp(products / Math.Sqrt(firstSquares) / Math.Sqrt(secondSquares), -1, 1);
    }

    /// <summary>Spearman's: Pearson's of the ranks, equal values sharing the mean of their ranks.</summary>
    public static double? Spearman(ReadOnlySpan<double> first, ReadOnlySpan<double> second) => Pearson(Ranks(first), Ranks(second));

    /// <summary>Σ ab / √(Σ a² Σ b²); null where either is all zeros, and where there are no values.</summary>
    public static double? Cosine(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        (double products, double firstSquares, double secondSquares) = (0, 0, 0);
        for (int index = 0; index < first.Length; index++)
        {
            products += first[index] * second[index];
            firstSquares += first[index] * first[index];
            secondSquares += second[index] * second[index];
        }

        return firstSquares > 0 && secondSquares > 0 ? Math.Clamp(products / Math.Sqrt(firstSquares) / Math.Sqrt(secondSquares), -1, 1) : null;
    }

    /// <summary>The rank of each value, from 1 for the least; equal values share the mean of their ranks.</summary>
    public static double[] Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        double[] ranks = new double[sorted.Length];
        int start = 0;
        while (start < sorted.Length)
        {
            int end = start + 1;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            for (int place = start; place < end; place++)
            {
                ranks[order[place]] = (start + 1 + end) / 2.0;
            }

            start = end;
        }

        return ranks;
    }

    private static bool IsConstant(ReadOnlySpan<double> values) => values.Length < 2 || values.IndexOfAnyExcept(values[0]) < 0;

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
