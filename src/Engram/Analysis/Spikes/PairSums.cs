namespace Engram.Analysis.Spikes;

/// <summary>Sums over pairs of units, from which <see cref="Synchrony"/> is made.</summary>
internal struct PairSums
{
    private long _pairs;
    private double _correlations;
    private long _coincidences;
    private double _expected;
    private long _otherPairs;
    private double _otherCorrelations;

    /// <summary>Adds two units that fire for one image.</summary>
    public void Add(FiringUnits image, int first, int second, int steps)
    {
        (int n, int m) = (image.Count(first), image.Count(second));
        if (n < steps && m < steps)
        {
            int together = image.Coincidences(first, image, second);
            _pairs++;
            _correlations += Correlation(n, m, together, steps);
            _coincidences += together;
            _expected += n * (double)m / steps;
        }
    }

    /// <summary>Adds a unit's train for one image and another's for the next.</summary>
    public void AddOther(FiringUnits image, int first, FiringUnits next, int second, int steps)
    {
        (int n, int m) = (image.Count(first), next.Count(second));
        if (n < steps && m < steps)
        {
            _otherPairs++;
            _otherCorrelations += Correlation(n, m, image.Coincidences(first, next, second), steps);
        }
    }

    /// <summary>Adds other sums.</summary>
    public void Add(in PairSums other)
    {
        _pairs += other._pairs;
        _correlations += other._correlations;
        _coincidences += other._coincidences;
        _expected += other._expected;
        _otherPairs += other._otherPairs;
        _otherCorrelations += other._otherCorrelations;
    }

    /// <summary>Means.</summary>
    public readonly Synchrony Mean() => new(
        _pairs,
        _pairs > 0 ? _correlations / _pairs : null,
        _otherPairs > 0 ? _otherCorrelations / _otherPairs : null,
        _pairs > 0 ? _coincidences / (double)_pairs : null,
        _pairs > 0 ? _expected / _pairs : null);

    private static double Correlation(long n, long m, long together, long steps) =>
        ((steps * together) - (n * m)) / Math.Sqrt(n * (double)(steps - n) * m * (steps - m));
}
