using Engram.Data;
using Engram.Kernels;
using Engram.Threading;

namespace Engram.Models;

/// <summary>A kind of network and the way it learns.</summary>
public abstract class Model
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Name for people, as in the paper: FF, BP/FF, BP.</summary>
    public abstract string Title { get; }

    /// <summary>A spec whose values suit this model on MNIST.</summary>
    public abstract TrainingSpec Defaults { get; }

    /// <summary>What code outside the family may have to know of it.</summary>
    public abstract ModelTraits Traits { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>How many times all epochs are gone through.</summary>
    internal virtual int PhaseCount(TrainingSpec spec) => 1;

    /// <summary>The layers that take a step on every batch of a phase.</summary>
    internal virtual Range TrainedLayers(TrainingSpec spec, int phaseIndex) => ..;

    /// <summary>A network of zeros.</summary>
    internal abstract Network CreateNetwork(TrainingSpec spec, InputFormat input);

    /// <summary>How many numbers each layer of such a network has, and then its head where there is one, found without making it.</summary>
    /// <exception cref="OverflowException">More than can be counted.</exception>
    internal abstract IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount);

    /// <summary>Multiply-adds of one row on its way up through each layer, up to a factor that all models share: enough to tell long runs from short ones.</summary>
    internal virtual IReadOnlyList<double> MultiplyAdds(TrainingSpec spec, ImageShape shape, int classCount) => DenseMultiplyAdds(spec, shape);

    /// <summary>Those of fully connected layers.</summary>
    private protected static IReadOnlyList<double> DenseMultiplyAdds(TrainingSpec spec, ImageShape shape)
    {
        int[] sizes = [shape.InputSize, .. spec.Layers];
        return [.. sizes.Zip(sizes.Skip(1), (inputs, units) => (double)inputs * units)];
    }

    /// <summary>Spec keys that this model uses and others only where they name them too.</summary>
    internal virtual IReadOnlyList<string> OwnKeys => [];

    /// <summary>Says what is impossible in the values of its own keys.</summary>
    /// <exception cref="EngramException">A value cannot be used; the sentence names it and what is legal.</exception>
    internal virtual void Validate(TrainingSpec spec)
    {
    }

    /// <summary>Work space for the phase in which a state stands.</summary>
    internal abstract TrainingPhase CreatePhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize);
}
