using Engram.Analysis.Statistics;

namespace Engram.Analysis.Representations;

/// <summary>Measures of how few units carry an activation vector.</summary>
public static class Sparseness
{
    /// <summary>
    /// Hoyer's measure (Hoyer 2004): (√n − ‖h‖₁/‖h‖₂)/(√n − 1) over n units, from 0 (all equal) to 1 (one active).
    /// </summary>
    /// <returns>The measure, or NaN for a vector of zeros and for a single unit, for which it is 0/0.</returns>
    public static double Hoyer(ReadOnlySpan<float> activations)
    {
        double norm = Math.Sqrt(ActivationSums.OfSquares(activations));
        double root = Math.Sqrt(activations.Length);
        return norm > 0 && activations.Length > 1 ? (root - (ActivationSums.OfMagnitudes(activations) / norm)) / (root - 1) : double.NaN;
    }

    /// <summary>
    /// Gini coefficient: 2 Σᵢ i·h₍ᵢ₎ / (n Σ h) − (n + 1)/n over n units in ascending order, i from 1; from 0 (all equal) to
    /// 1 − 1/n (one active).
    /// </summary>
    /// <param name="activations">Activations of all units, none negative.</param>
    /// <returns>The measure, or NaN for a vector of zeros, for which it is 0/0.</returns>
    public static double Gini(ReadOnlySpan<float> activations)
    {
        using RentedFloats rented = new(activations.Length);
        Span<float> active = rented.Span;
        int count = 0;
        foreach (float activation in activations)
        {
            active[count] = activation;
            count += activation > 0 ? 1 : 0;
        }

        active = active[..count];
        active.Sort();
        double weighted = 0;
        double sum = 0;
        int rank = activations.Length - count;
        foreach (float activation in active)
        {
            rank++;
            weighted += rank * (double)activation;
            sum += activation;
        }

        double units = activations.Length;
        return sum > 0 ? (2 * weighted / (units * sum)) - ((units + 1) / units) : double.NaN;
    }

    /// <summary>
    /// Treves and Rolls' sparseness, turned so that more is sparser (Vinje and Gallant 2000):
    /// (1 − (Σh/n)²/(Σh²/n)) / (1 − 1/n) over n units, from 0 (all equal) to 1 (one active).
    /// </summary>
    /// <returns>The measure, or NaN for a vector of zeros and for a single unit, for which it is 0/0.</returns>
    public static double TrevesRolls(ReadOnlySpan<float> activations)
    {
        double units = activations.Length;
        double squares = ActivationSums.OfSquares(activations);
        double sum = ActivationSums.OfMagnitudes(activations);
        return squares > 0 && activations.Length > 1 ? (1 - (sum * sum / (units * squares))) / (1 - (1 / units)) : double.NaN;
    }
}
