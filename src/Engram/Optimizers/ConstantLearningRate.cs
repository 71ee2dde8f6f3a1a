namespace Engram.Optimizers;

/// <summary>The learning rate stays as it is.</summary>
internal sealed class ConstantLearningRate : LearningRateSchedule
{
    /// <inheritdoc/>
    public override string Name => "constant";

    internal override bool NeverGrows => true;

    /// <inheritdoc/>
    public override double Factor(double progress) => 1;
}
