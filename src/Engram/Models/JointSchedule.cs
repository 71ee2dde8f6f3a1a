namespace Engram.Models;

/// <summary>
/// Every layer takes a step on every batch; what it passes on was computed before the step and carries no gradient back
/// (Hinton 2022, arXiv 2212.13345).
/// </summary>
internal sealed class JointSchedule : TrainingSchedule
{
    /// <inheritdoc/>
    public override string Name => "joint";

    /// <inheritdoc/>
    public override int PhaseCount(int layerCount) => 1;

    /// <inheritdoc/>
    public override Range TrainedLayers(int phaseIndex, int layerCount) => 0..layerCount;
}
