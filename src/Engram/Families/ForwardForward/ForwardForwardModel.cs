using Engram.Data;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Models;
using Engram.Threading;

namespace Engram.Families.ForwardForward;

/// <summary>
/// FF: every layer learns from its own goodness, above the threshold for positive samples and below it for negative ones
/// (Hinton 2022, arXiv 2212.13345; Tosato et al., arXiv 2305.18353).
/// </summary>
public sealed class ForwardForwardModel : Model
{
    /// <inheritdoc/>
    public override string Name => "ff";

    /// <inheritdoc/>
    public override string Title => "FF";

    /// <inheritdoc/>
    public override TrainingSpec Defaults { get; } = new();

    /// <inheritdoc/>
    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = true,
        HasNegatives = true,
        IsLocal = true,
        NormalizesLengths = true,
        NormalizesImages = true,
        ReadOut = ReadOut.Goodness,
    };

    internal override int PhaseCount(TrainingSpec spec) => TrainingSchedules.Find(spec.Schedule).PhaseCount(spec.Layers.Count);

    internal override Range TrainedLayers(TrainingSpec spec, int phaseIndex) =>
        TrainingSchedules.Find(spec.Schedule).TrainedLayers(phaseIndex, spec.Layers.Count);

    internal override Network CreateNetwork(TrainingSpec spec, InputFormat input) => new DenseNetwork(this, spec, input);

    internal override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) => DenseNetwork.CountParameters(this, spec, shape, classCount);

    internal override TrainingPhase CreatePhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize)
    {
        int index = state.Position.LayerIndex;
        return new LocalPhase(kernels, workers, state, train, index, TrainedLayers(state.Spec, index), batchSize);
    }
}
