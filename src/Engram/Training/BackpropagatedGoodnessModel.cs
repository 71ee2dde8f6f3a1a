using Engram.Data;
using Engram.Kernels;

namespace Engram.Training;

/// <summary>
/// BP/FF: the network and labels of FF, but one loss on the goodness summed over all layers, whose gradient passes through
/// all layers and the normalizations between them (Tosato et al., arXiv 2305.18353).
/// </summary>
public sealed class BackpropagatedGoodnessModel : TrainingModel
{
    /// <inheritdoc/>
    public override string Name => "bp-ff";

    /// <inheritdoc/>
    public override string Title => "BP/FF";

    /// <inheritdoc/>
    public override TrainingSpec Defaults { get; } = new()
    {
        Model = "bp-ff",
        LearningRate = 0.001f,
        Epochs = 15,
    };

    /// <inheritdoc/>
    public override bool TakesLabels => true;

    /// <inheritdoc/>
    public override bool IsLocal => false;

    internal override TrainingPhase CreatePhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize) =>
        new GoodnessPhase(kernels, workers, state, train, batchSize);
}
