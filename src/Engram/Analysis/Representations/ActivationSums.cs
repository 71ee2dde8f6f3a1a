using Engram.Kernels;

namespace Engram.Analysis.Representations;

/// <summary>
/// Sums over one sample's activations, as the kernels add them up, or in double precision where squares leave the range of a
/// float: those of large activations are infinite, those of small ones vanish.
/// </summary>
internal static class ActivationSums
{
    /// <summary>Σ |h|.</summary>
    public static double OfMagnitudes(ReadOnlySpan<float> activations)
    {
        float sum = RowSums.OfMagnitudes(activations);
        return float.IsFinite(sum) ? sum : Add(activations, Math.Abs);
    }

    /// <summary>Σ h².</summary>
    public static double OfSquares(ReadOnlySpan<float> activations)
    {
        float sum = RowSums.OfSquares(activations);
        return float.IsNormal(sum) ? sum : Add(activations, activation => activation * activation);
    }

    private static double Add(ReadOnlySpan<float> activations, Func<double, double> term)
    {
        double sum = 0;
        foreach (float activation in activations)
        {
            sum += term(activation);
        }

        return sum;
    }
}
