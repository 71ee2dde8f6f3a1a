namespace Engram.Analysis.Representations;

/// <summary>
/// Samples' activations at unit length, added up. Cosines are products of unit vectors, so the mean over all pairs of
/// samples is a product of sums: Σ_{s≠t} u_s·u_t = ‖Σu‖² − n.
/// </summary>
/// <param name="Total">Σ h/‖h‖ over samples that are not silent.</param>
/// <param name="Count">How many those are.</param>
internal sealed record UnitVectors(double[] Total, int Count)
{
    public static UnitVectors Sum(HiddenRepresentations representations, int layer, ReadOnlySpan<int> samples)
    {
        double[] total = new double[representations.UnitCounts[layer]];
        int count = 0;
        foreach (int sample in samples)
        {
            ReadOnlySpan<float> activations = representations.Sample(layer, sample);
            double norm = Math.Sqrt(ActivationSums.OfSquares(activations));
            if (norm > 0)
            {
                count++;
                for (int unit = 0; unit < total.Length; unit++)
                {
                    total[unit] += activations[unit] / norm;
                }
            }
        }

        return new UnitVectors(total, count);
    }

    /// <summary>Mean cosine between two different samples; null where there are no two.</summary>
    public double? CosineWithin() => Count > 1 ? (Product(this) - Count) / (Count * (Count - 1.0)) : null;

    /// <summary>Mean cosine between a sample of each; null where either has none.</summary>
    public double? CosineBetween(UnitVectors other) => Count > 0 && other.Count > 0 ? Product(other) / ((double)Count * other.Count) : null;

    private double Product(UnitVectors other)
    {
        double product = 0;
        for (int unit = 0; unit < Total.Length; unit++)
        {
            product += Total[unit] * other.Total[unit];
        }

        return product;
    }
}
