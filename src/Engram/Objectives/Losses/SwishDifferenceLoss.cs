namespace Engram.Objectives.Losses;

/// <summary>
/// z·σ(z) for each row of a pair, z = −α (G⁺ − G⁻): the rows are compared with each other, and a pair that is far on the right side has no slope
/// (Ghader et al., arXiv 2502.20411).
/// </summary>
internal sealed class SwishDifferenceLoss : PairLoss
{
    public override string Name => "swish-difference";

    public override PairLossValue Evaluate(float positive, float negative, float threshold, float scale)
    {
        float z = -scale * (positive - negative);
        float sigmoid = FFLoss.Sigmoid(z);
        float slope = 2 * scale * (sigmoid + (z * sigmoid * (1 - sigmoid)));
        return new PairLossValue(z * sigmoid, z * sigmoid, -slope, slope);
    }
}
