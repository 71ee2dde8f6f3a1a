namespace Engram.Analysis.Statistics;

/// <summary>Makes histograms over given edges, or from the least to the largest value.</summary>
internal static class Histograms
{
    private const int BinCount = 80;

    /// <summary>The least and the largest of some values.</summary>
    public static (double Least, double Largest) Range(ReadOnlySpan<float> values)
    {
        float least = float.PositiveInfinity;
        float largest = float.NegativeInfinity;
        foreach (float value in values)
        {
            least = MathF.Min(least, value);
            largest = MathF.Max(largest, value);
        }

        return (least, largest);
    }

    /// <summary>A histogram of values between two bounds; a single bin of width 1 where these are equal.</summary>
    public static Histogram Create(ReadOnlySpan<float> values, double least, double largest)
    {
        (double start, double width, int bins) = largest > least
            ? (least, (largest - least) / BinCount, BinCount)
            : (least - 0.5, 1.0, 1);
        long[] counts = new long[bins];
        double sum = 0;
        foreach (float value in values)
        {
            counts[Math.Clamp((int)((value - start) / width), 0, bins - 1)]++;
            sum += value;
        }

        double mean = sum / values.Length;
        double squares = 0;
        foreach (float value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return new Histogram(start, width, counts, mean, Math.Sqrt(squares / values.Length));
    }
}
