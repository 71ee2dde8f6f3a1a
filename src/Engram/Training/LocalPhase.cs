using Engram.Data;
using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// Layers that learn from their own goodness alone: frozen layers below pass normalized activations on, then every layer
/// of the phase takes its step.
/// </summary>
internal sealed class LocalPhase : TrainingPhase
{
    private readonly ImageDataset _train;
    private readonly LayerTraining[] _layers;
    private readonly OverlaidInput? _overlaidInput;
    private readonly HiddenInput?[] _hiddenInputs;
    private readonly ActiveRows?[] _passedOn;
    private readonly FrozenLayers? _frozen;

    public LocalPhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int index, Range layers, int batchSize, FrozenLayers? frozen = null)
        : base(state, index, layers)
    {
        _train = train;
        int first = Layers[0];
        int rows = 2 * batchSize;
        Network network = state.Network;
        _layers = [.. Layers.Select(layer => new LayerTraining(kernels, workers, network, layer, state.Spec.Dropout, rows))];
        _hiddenInputs = [.. Layers.Select(layer => layer == 0 ? null : new HiddenInput(kernels, workers, network.Layers[layer], rows))];
        _passedOn = [.. Layers.Select(layer => layer == Layers[^1] ? null : new ActiveRows(rows, network.Layers[layer].OutputSize))];
        if (first == 0)
        {
            _overlaidInput = new OverlaidInput(kernels, workers, network.Overlay, network.Layers[0], batchSize, DeadUnits.Of(state, train.Count));
        }
        else
        {
            _frozen = frozen ?? new FrozenLayers(kernels, workers, network, train, first, batchSize);
        }
    }

    /// <summary>Where the first layer gets its inputs from, for tests; null where it is not trained.</summary>
    internal OverlaidInput? FirstLayerInput => _overlaidInput;

    /// <summary>The work space of a layer of the phase, for tests that look at gradients.</summary>
    internal LayerTraining Training(int layer) => _layers[layer - Layers[0]];

    public override void Step(LabelledBatch batch, long stepNumber)
    {
        ActiveRows? inputs = _frozen?.Run(batch);
        AdamStep adam = new(State.Spec.LearningRate, stepNumber);
        for (int index = 0; index < Layers.Length; index++)
        {
            int layer = Layers[index];
            double loss = _layers[index].Step(
                Input(index, inputs, batch),
                batch,
                State.Moments[layer],
                adam,
                DropoutOfRow(layer),
                State.Totals[layer],
                _passedOn[index]);
            RequireNumber(loss, layer);
            inputs = _passedOn[index];
        }
    }

    public override IReadOnlyList<EpochMetrics> Metrics(int epochIndex) =>
        [.. Layers.Select(layer => State.Totals[layer].ToMetrics(layer, epochIndex, State.Network.Layers[layer].OutputSize))];

    private LayerInput Input(int index, ActiveRows? inputs, LabelledBatch batch)
    {
        if (_hiddenInputs[index] is { } hidden)
        {
            hidden.Rows = inputs!;
            hidden.Batch = batch;
            return hidden;
        }

        _overlaidInput!.Load(_train, batch);
        return _overlaidInput;
    }
}
