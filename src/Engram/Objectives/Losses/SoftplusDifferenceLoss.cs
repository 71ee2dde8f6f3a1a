namespace Engram.Objectives.Losses;

/// <summary>softplus(z) for each row of a pair, z = −α (G⁺ − G⁻): the rows are compared with each other.</summary>
internal sealed class SoftplusDifferenceLoss : PairLoss
{
    public override string Name => "softplus-difference";

    public override PairLossValue Evaluate(float positive, float negative, float threshold, float scale)
    {
        float z = -scale * (positive - negative);
        float loss = FFLoss.Softplus(z);
        float slope = 2 * scale * FFLoss.Sigmoid(z);
        return new PairLossValue(loss, loss, -slope, slope);
    }
}
