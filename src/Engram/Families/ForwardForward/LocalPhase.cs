using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.ForwardForward;

/// <summary>
/// Layers that learn from their own goodness alone: frozen layers below pass normalized activations on, then every layer
/// of the phase takes its step.
/// </summary>
internal sealed class LocalPhase : TrainingPhase
{
    private readonly LocalLayer[] _layers;
    private readonly ActiveRows?[] _passedOn;
    private readonly FrozenLayers? _frozen;

    public LocalPhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int index, Range layers, int batchSize, FrozenLayers? frozen = null)
        : base(state, index, layers)
    {
        DenseNetwork network = state.Dense;
        bool trainsAlone = Layers.Length == 1;
        if (Layers[0] > 0)
        {
            _frozen = frozen ?? new FrozenLayers(
                kernels,
                workers,
                network,
                train,
                Layers[0],
                batchSize,
                state.Steps(Layers[0]).KeepsUntouched ? state.Slots(Layers[0]) : null,
                keeps: !AugmentedImages.AreAskedFor(state.Spec),
                workSpaceLetGo: state.WorkSpaceLetGo);
        }

        _layers = [.. Layers.Select(layer => new LocalLayer(kernels, workers, state, train, layer, batchSize, trainsAlone, layer == Layers[0] ? _frozen?.PassedOnUnits : null))];
        _passedOn = [.. Layers.Select(layer => layer == Layers[^1] ? null : new ActiveRows(2 * batchSize, network.Layers[layer].OutputSize))];
    }

    /// <summary>A layer of the phase, for tests.</summary>
    internal LocalLayer Layer(int layer) => _layers[layer - Layers[0]];

    public override void Step(LabelledBatch batch, long stepNumber)
    {
        ActiveRows? inputs = _frozen?.Run(batch);
        for (int index = 0; index < Layers.Length; index++)
        {
            int layer = Layers[index];
            RequireNumber(_layers[index].Step(inputs, batch, stepNumber, DropoutOfRow(layer), _passedOn[index]), layer);
            inputs = _passedOn[index];
        }
    }

    public override void PutBack()
    {
        foreach (LocalLayer layer in _layers)
        {
            layer.PutBack();
        }
    }

    public override IReadOnlyList<EpochMetrics> Metrics(int epochIndex) =>
        [.. Layers.Select(layer => State.Totals[layer].ToMetrics(layer, epochIndex, State.Network.LayerShapes[layer].ViewUnits))];
}
