using Engram.Families.Dense;
using Engram.Families.ForwardForward.Narrowing;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.ForwardForward;

/// <summary>A layer that learns from its own goodness, with its inputs and work space, which are made for the units that are computed.</summary>
internal sealed class LocalLayer
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly TrainingState _state;
    private readonly ImageDataset _train;
    private readonly DenseNetwork _network;
    private readonly int _layerIndex;
    private readonly int _batchSize;
    private readonly OptimizerSteps _steps;
    private readonly NarrowedLayer _layer;
    private LayerTraining? _training;
    private LayerInput? _input;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="state">The training.</param>
    /// <param name="train">Images.</param>
    /// <param name="layerIndex">The layer.</param>
    /// <param name="batchSize">Images of a batch.</param>
    /// <param name="trainsAlone">Whether all below is frozen and nothing above takes what the layer passes on.</param>
    /// <param name="inputs">The units of the layer below that it passes on, ascending; null for all, and for images.</param>
    public LocalLayer(
        KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int layerIndex, int batchSize, bool trainsAlone, int[]? inputs)
    {
        _kernels = kernels;
        _workers = workers;
        _state = state;
        _train = train;
        _network = state.Dense;
        _layerIndex = layerIndex;
        _batchSize = batchSize;
        _steps = state.Steps(layerIndex);
        _layer = new NarrowedLayer(
            kernels,
            workers,
            _network.Layers[layerIndex],
            state.Slots(layerIndex),
            _steps,
            inputs,
            trainsAlone && IsSameWithoutSilentUnits(),
            layerIndex == 0 ? 0 : LabelledBatch.CountNumbers(train),
            LetWorkSpaceGo);
    }

    /// <summary>The work space of the units that are computed; another one once these are others.</summary>
    public LayerTraining Training => _training ??= new LayerTraining(
        _kernels, _workers, _network, _layerIndex, _layer.Layer, _layer.SomeUnits, _state.Spec.Dropout, 2 * _batchSize);

    /// <summary>The units that are computed, ascending.</summary>
    public ReadOnlySpan<int> ComputedUnits => _layer.Units;

    /// <summary>Takes one step. Returns the sum of the rows' losses.</summary>
    /// <param name="inputs">What the layer below passes on; null for images.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="stepNumber">1-based number of the step within the phase.</param>
    /// <param name="dropoutOfRow">The stream that drops a row's activations.</param>
    /// <param name="passedOn">Receives the next layer's inputs, or null where there is none to train.</param>
    public double Step(ActiveRows? inputs, LabelledBatch batch, long stepNumber, Func<int, RandomStream> dropoutOfRow, ActiveRows? passedOn)
    {
        if (_state.Position.StepIndex == 0)
        {
            _layer.BeginEpoch(stepNumber);
        }

        if (inputs is not null)
        {
            _layer.TakeBack(inputs, batch);
        }

        double loss = Training.Step(Input(inputs, batch), batch, _layer.Slots, _steps[stepNumber], dropoutOfRow, _state.Totals[_layerIndex], passedOn);
        _layer.EndStep(stepNumber);
        return loss;
    }

    /// <summary>Brings the network's layer and its slots up to date.</summary>
    public void PutBack() => _layer.PutBack();

    // A sigmoid is never zero. Dropout takes a random number for every unit. Images that change may activate any.
    private bool IsSameWithoutSilentUnits() =>
        _network.Activation is ReluActivation && _network.Goodness.IsOfActiveUnits && _state.Spec.Dropout == 0
        && !AugmentedImages.AreAskedFor(_state.Spec);

    private void LetWorkSpaceGo()
    {
        (_training, _input) = (null, null);
        _state.WorkSpaceLetGo?.Invoke();
    }

    private LayerInput Input(ActiveRows? inputs, LabelledBatch batch)
    {
        _input ??= _layerIndex == 0
            ? new OverlaidInput(_kernels, _workers, _network.Overlay, _layer.Layer, _batchSize)
            : new HiddenInput(_kernels, _workers, _layer.Layer, 2 * _batchSize);
        _input.Activated = _layer.Activated;
        switch (_input)
        {
            case HiddenInput hidden:
                hidden.Rows = inputs!;
                hidden.Batch = batch;
                break;
            case OverlaidInput images:
                images.Load(_train, batch);
                break;
        }

        return _input;
    }
}
