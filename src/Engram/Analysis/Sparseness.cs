using Engram.Kernels;

namespace Engram.Analysis;

/// <summary>Measures of how few units carry an activation vector.</summary>
public static class Sparseness
{
    /// <summary>
    /// Hoyer's measure (Hoyer 2004): (√n − ‖h‖₁/‖h‖₂)/(√n − 1) over n units, from 0 (all equal) to 1 (one active).
    /// </summary>
    /// <returns>The measure, or NaN for a vector of zeros, for which it is 0/0.</returns>
    public static double Hoyer(ReadOnlySpan<float> activations)
    {
        double norm = Math.Sqrt(RowSums.OfSquares(activations));
        double root = Math.Sqrt(activations.Length);
        return norm > 0 ? (root - (RowSums.OfMagnitudes(activations) / norm)) / (root - 1) : double.NaN;
    }
}
