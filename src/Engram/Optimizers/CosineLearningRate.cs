namespace Engram.Optimizers;

/// <summary>Half a cosine wave from the learning rate to zero (Loshchilov and Hutter 2017, arXiv 1608.03983).</summary>
internal sealed class CosineLearningRate : LearningRateSchedule
{
    /// <inheritdoc/>
    public override string Name => "cosine";

    internal override bool NeverGrows => true;

    /// <inheritdoc/>
    public override double Factor(double progress) => (1 + Math.Cos(Math.PI * progress)) / 2;
}
