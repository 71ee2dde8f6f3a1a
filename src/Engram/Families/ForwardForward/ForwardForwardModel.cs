using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Models;
using Engram.Threading;

namespace Engram.Families.ForwardForward;

/// <summary>
/// FF: every layer learns from its own goodness, above the threshold for positive samples and below it for negative ones
/// (Hinton 2022, arXiv 2212.13345; Tosato et al., arXiv 2305.18353).
/// </summary>
internal sealed class ForwardForwardModel : ModelDefinition
{
    public override string Name => "ff";

    public override string Title => "FF";

    public override TrainingSpec Defaults { get; } = new();

    public override ModelTraits Traits { get; } = new()
    {
        LabelsInInput = true,
        HasNegatives = true,
        IsLocal = true,
        NormalizesLengths = true,
        NormalizesImages = true,
        ReadOut = ReadOut.Goodness,
    };

    public override int PhaseCount(TrainingSpec spec) => TrainingSchedules.Find(spec.Schedule).PhaseCount(spec.Layers.Count);

    public override Range TrainedLayers(TrainingSpec spec, int phaseIndex) =>
        TrainingSchedules.Find(spec.Schedule).TrainedLayers(phaseIndex, spec.Layers.Count);

    public override NetworkBody CreateBody(TrainingSpec spec, InputFormat input) => new DenseNetwork(Model, spec, input);

    public override IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount) => DenseNetwork.CountParameters(Model, spec, shape, classCount);

    /// <summary>A layer that is trained alone has what the frozen layers below it make of every image.</summary>
    public override TrainingMemory Memory(TrainingSpec spec, ImageShape shape, int classCount, int imageCount) =>
        PhaseCount(spec) == 1
            ? base.Memory(spec, shape, classCount, imageCount)
            : TrainingMemory.OfLayers(
                spec, CountParameters(spec, shape, classCount), [shape.InputSize, .. spec.Layers], OfFrozenLayers(spec, classCount, imageCount));

    public override TrainingPhase CreatePhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize)
    {
        int index = state.Position.LayerIndex;
        return new LocalPhase(kernels, workers, state, train, index, TrainedLayers(state.Spec, index), batchSize);
    }

    private static long OfFrozenLayers(TrainingSpec spec, int classCount, long imageCount)
    {
        long products = imageCount * spec.Layers[0] * sizeof(float);
        long passedOn = imageCount * classCount * spec.Layers.Max() / 8;
        return (products <= FrozenLayers.ProductBytes ? products : 0) + Math.Min(passedOn, FrozenLayers.ActivationBytes);
    }
}
