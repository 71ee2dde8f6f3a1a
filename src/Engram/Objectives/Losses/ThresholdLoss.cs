namespace Engram.Objectives.Losses;

/// <summary>softplus(θ − G⁺) + softplus(G⁻ − θ): each row is compared with the threshold (Hinton 2022, arXiv 2212.13345).</summary>
internal sealed class ThresholdLoss : PairLoss
{
    public override string Name => "threshold";

    public override bool UsesThreshold => true;

    public override PairLossValue Evaluate(float positive, float negative, float threshold, float scale) => new(
        FFLoss.Value(positive, threshold, positive: true),
        FFLoss.Value(negative, threshold, positive: false),
        FFLoss.Slope(positive, threshold, positive: true),
        FFLoss.Slope(negative, threshold, positive: false));
}
