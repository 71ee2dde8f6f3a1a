namespace Engram.Optimizers;

/// <summary>The learning rate stays for half of the steps and then falls along a line to zero.</summary>
internal sealed class LinearCooldownLearningRate : LearningRateSchedule
{
    /// <inheritdoc/>
    public override string Name => "linear-cooldown";

    internal override bool NeverGrows => true;

    /// <inheritdoc/>
    public override double Factor(double progress) => Math.Min(1, 2 * (1 - progress));
}
