using Engram.Kernels;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>
/// A model whose layers learn one by one, each from an objective of its own. A family says what its networks are made of; how such networks are trained
/// is the same for all (<see cref="LayerwisePhase"/>).
/// </summary>
internal abstract class LayerwiseModel : ModelDefinition
{
    public sealed override int PhaseCount(TrainingSpec spec) => TrainingSchedules.Find(spec.Schedule).PhaseCount(spec.Layers.Count);

    public sealed override Range TrainedLayers(TrainingSpec spec, int phaseIndex) =>
        TrainingSchedules.Find(spec.Schedule).TrainedLayers(phaseIndex, spec.Layers.Count);

    // A layer in training is gone through twice, its objective three times: for scores, for their gradient and for that of its parameters.
    protected static IReadOnlyList<double> MultiplyAddsWithObjectives(TrainingSpec spec, ImageShape shape, Func<int, double> ofObjective)
    {
        IReadOnlyList<double> layers = DenseMultiplyAdds(spec, shape);
        return [.. layers.Zip(spec.Layers, (layer, units) => layer + (1.5 * ofObjective(units)))];
    }

    public sealed override TrainingPhase CreatePhase(
        KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize)
    {
        int index = state.Position.LayerIndex;
        return new LayerwisePhase(kernels, workers, state, train, index, TrainedLayers(state.Spec, index), batchSize);
    }
}
