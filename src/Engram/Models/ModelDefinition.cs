using Engram.Kernels;
using Engram.Labels;
using Engram.Threading;

namespace Engram.Models;

/// <summary>What a <see cref="Model"/> is made of and how it learns: one class for each model, in the folder of its family.</summary>
internal abstract class ModelDefinition
{
    protected ModelDefinition() => Model = new Model(this);

    /// <summary>The model as users know it.</summary>
    public Model Model { get; }

    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Name for people, as in the paper: FF, BP/FF, BP.</summary>
    public abstract string Title { get; }

    /// <summary>A spec whose values suit this model on MNIST.</summary>
    public abstract TrainingSpec Defaults { get; }

    /// <summary>What code outside the family may have to know of it.</summary>
    public abstract ModelTraits Traits { get; }

    /// <summary>Spec keys that this model uses and others only where they name them too.</summary>
    public virtual IReadOnlyList<string> OwnKeys => [];

    /// <summary>The label codes that it takes, where labels are in the input.</summary>
    public virtual IReadOnlyList<string> TakenLabelCodes { get; } = [LabelCodes.Overlay, LabelCodes.Appended];

    /// <summary>Whether a step can compare several wrong labels before it shows one.</summary>
    public virtual bool TakesCandidateNegatives => false;

    /// <summary>How many times all epochs are gone through.</summary>
    public virtual int PhaseCount(TrainingSpec spec) => 1;

    /// <summary>The layers that take a step on every batch of a phase.</summary>
    public virtual Range TrainedLayers(TrainingSpec spec, int phaseIndex) => ..;

    /// <summary>A network of zeros.</summary>
    public abstract NetworkBody CreateBody(TrainingSpec spec, InputFormat input);

    /// <summary>How many numbers each layer of such a network has, and then its head where there is one, found without making it.</summary>
    /// <exception cref="OverflowException">More than can be counted.</exception>
    public abstract IReadOnlyList<long> CountParameters(TrainingSpec spec, ImageShape shape, int classCount);

    /// <summary>Multiply-adds of one row on its way up through each layer, up to a factor that all models share: enough to tell long runs from short ones.</summary>
    public virtual IReadOnlyList<double> MultiplyAdds(TrainingSpec spec, ImageShape shape, int classCount) => DenseMultiplyAdds(spec, shape);

    /// <summary>What a training takes of memory beside its data.</summary>
    public virtual TrainingMemory Memory(TrainingSpec spec, ImageShape shape, int classCount, int imageCount) =>
        TrainingMemory.OfWhole(
            spec, CountParameters(spec, shape, classCount), [shape.InputSize, .. spec.Layers, .. Traits.LayersVote ? (int[])[] : [classCount]]);

    /// <summary>Says what is impossible in the values of its own keys.</summary>
    /// <exception cref="EngramException">A value cannot be used; the sentence names it and what is legal.</exception>
    public virtual void Validate(TrainingSpec spec)
    {
    }

    /// <summary>Says what of a spec, legal by itself, is impossible for images of a shape.</summary>
    /// <exception cref="EngramException">A value cannot be used; the sentence names it and what is legal.</exception>
    public virtual void ValidateFor(TrainingSpec spec, ImageShape shape)
    {
    }

    /// <summary>Work space for the phase in which a state stands.</summary>
    public abstract TrainingPhase CreatePhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize);

    /// <summary>Multiply-adds of fully connected layers.</summary>
    protected static IReadOnlyList<double> DenseMultiplyAdds(TrainingSpec spec, ImageShape shape)
    {
        int[] sizes = [shape.InputSize, .. spec.Layers];
        return [.. sizes.Zip(sizes.Skip(1), (inputs, units) => (double)inputs * units)];
    }
}
