namespace Engram.Tests.TestSupport.References;

/// <summary>Quantiles as NumPy computes them by default.</summary>
internal static class ReferenceQuantile
{
    public static double Of(double[] values, double share)
    {
        double[] sorted = [.. values.Order()];
        double place = share * (sorted.Length - 1);
        int below = (int)Math.Floor(place);
        return sorted[below] + ((sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]) * (place - below));
    }
}
