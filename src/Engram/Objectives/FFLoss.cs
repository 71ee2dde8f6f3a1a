namespace Engram.Objectives;

/// <summary>
/// The Forward-Forward loss of one sample, softplus(θ − G) for a positive and softplus(G − θ) for a negative one, and its
/// slope. The loss of a batch is the mean over all its positives and negatives.
/// </summary>
internal static class FFLoss
{
    /// <summary>log(1 + eᵛ) without overflow: log1p(e^−|v|) + max(v, 0).</summary>
    public static float Softplus(float value) => LogOnePlus(MathF.Exp(-MathF.Abs(value))) + MathF.Max(value, 0);

    /// <summary>1 / (1 + e⁻ᵛ) without overflow.</summary>
    public static float Sigmoid(float value)
    {
        float decay = MathF.Exp(-MathF.Abs(value));
        return value >= 0 ? 1 / (1 + decay) : decay / (1 + decay);
    }

    /// <summary>The loss of one sample.</summary>
    public static float Value(float goodness, float threshold, bool positive) =>
        Softplus(positive ? threshold - goodness : goodness - threshold);

    /// <summary>∂loss/∂G of one sample, before the mean over the batch.</summary>
    public static float Slope(float goodness, float threshold, bool positive) =>
        positive ? -Sigmoid(threshold - goodness) : Sigmoid(goodness - threshold);

    // float.LogP1 loses small arguments: in .NET it is log(1 + x). This is exact to rounding for x in [0, 1]
    // (Kahan's correction of the rounded sum).
    private static float LogOnePlus(float x)
    {
        float sum = 1 + x;
        return sum == 1 ? x : MathF.Log(sum) * (x / (sum - 1));
    }
}
