namespace Engram.Analysis.Ensembles;

/// <summary>
/// Exact two-sided p-values of the two-sample Kolmogorov–Smirnov test for two samples of n values each, by the statistic's
/// count h = n·D (Gnedenko and Korolyuk 1951): p(h) = 2 Σ_{k ≥ 1} (−1)ᵏ⁻¹ C(2n, n − kh) / C(2n, n), and p(0) = 1.
/// </summary>
internal sealed class KolmogorovSmirnovTable
{
    // A thousand such values do not change the last bit of a mean near .05.
    private const double Negligible = 1e-18;

    private readonly double[] _pValues;

    public KolmogorovSmirnovTable(int sampleCount)
    {
        double[] ratios = new double[sampleCount + 1];
        ratios[0] = 1;
        for (int distance = 0; distance < sampleCount; distance++)
        {
            ratios[distance + 1] = ratios[distance] * (sampleCount - distance) / (sampleCount + distance + 1);
        }

        _pValues = [1, .. Enumerable.Range(1, sampleCount).Select(count => PValue(ratios, count))];
        int negligible = Array.FindIndex(_pValues, pValue => pValue < Negligible);
        NegligibleCount = negligible < 0 ? sampleCount + 1 : negligible;
    }

    /// <summary>The least count whose p-value is too small to matter in a mean.</summary>
    public int NegligibleCount { get; }

    /// <summary>The p-value of a count h = n·D.</summary>
    public double this[int count] => _pValues[count];

    // Neighbors of the alternating sum are taken together: their difference keeps its digits where their sums would not.
    private static double PValue(double[] ratios, int count)
    {
        double sum = 0;
        for (long place = count; place < ratios.Length; place += 2L * count)
        {
            long next = place + count;
            sum += ratios[place] - (next < ratios.Length ? ratios[next] : 0);
        }

        return Math.Min(1, 2 * sum);
    }
}
