namespace Engram.Models;

/// <summary>A layer is trained for all its epochs before the next one starts: the paper's schedule.</summary>
internal sealed class GreedySchedule : TrainingSchedule
{
    /// <inheritdoc/>
    public override string Name => "greedy";

    /// <inheritdoc/>
    public override int PhaseCount(int layerCount) => layerCount;

    /// <inheritdoc/>
    public override Range TrainedLayers(int phaseIndex, int layerCount) => phaseIndex..(phaseIndex + 1);
}
