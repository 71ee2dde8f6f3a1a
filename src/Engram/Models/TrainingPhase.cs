using System.Collections.Immutable;
using Engram.Labels;

namespace Engram.Models;

/// <summary>A part of a training in which the same layers take a step on every batch, with their work space.</summary>
internal abstract class TrainingPhase
{
    [ThreadStatic]
    private static RandomStream? _randomOfThread;

    // Made once: a step makes no objects.
    private readonly Func<int, RandomStream>[] _dropoutOfRow;

    protected TrainingPhase(TrainingState state, int index, Range layers)
    {
        Index = index;
        Layers = Indices(layers, state.Network);
        State = state;
        _dropoutOfRow = [.. Layers.Select(layer => (Func<int, RandomStream>)(row => DropoutStream(layer, row)))];
    }

    /// <summary>0-based number of the phase.</summary>
    public int Index { get; }

    /// <summary>Indices of the layers in training.</summary>
    public ImmutableArray<int> Layers { get; }

    protected TrainingState State { get; }

    /// <summary>Every layer of the phase takes one step.</summary>
    /// <param name="batch">Images, labels and, for models that have negatives, wrong labels.</param>
    /// <param name="stepNumber">1-based number of the step within the phase.</param>
    public abstract void Step(LabelledBatch batch, long stepNumber);

    /// <summary>Brings network and running means up to date where the phase has its own copy of some.</summary>
    public virtual void PutBack()
    {
    }

    /// <summary>What an epoch showed, from the totals of the phase's layers.</summary>
    public abstract IReadOnlyList<EpochMetrics> Metrics(int epochIndex);

    /// <summary>The streams that drop activations of a layer in the step under way, row by row.</summary>
    protected Func<int, RandomStream> DropoutOfRow(int layer) => _dropoutOfRow[layer - Layers[0]];

    protected void RequireNumber(double loss, int? layer)
    {
        if (!double.IsFinite(loss))
        {
            TrainingPosition position = State.Position;
            string whose = layer is null ? "the network" : $"layer {layer + 1}";
            throw new EngramException(
                $"The loss of {whose} became {loss} in epoch {position.EpochIndex + 1}, step {position.StepIndex + 1}; use a smaller learningRate than {State.Spec.LearningRate[layer ?? 0]}.");
        }
    }

    // A thread drops one row at a time.
    private RandomStream DropoutStream(int layer, int row)
    {
        RandomStream random = _randomOfThread ??= new RandomStream(0);
        random.Become(State.Spec.Seed, RandomPurpose.Dropout, layer, State.Position.EpochIndex, State.Position.StepIndex, row);
        return random;
    }

    private static ImmutableArray<int> Indices(Range layers, NetworkBody network)
    {
        (int first, int count) = layers.GetOffsetAndLength(network.LayerShapes.Count);
        return [.. Enumerable.Range(first, count)];
    }
}
