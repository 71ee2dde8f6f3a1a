using Engram.Data;
using Engram.Kernels;
using Engram.Networks;
using Engram.Optimizers;

namespace Engram.Training;

/// <summary>
/// A layer that learns from its own goodness, with its inputs and work space. Units that the training data do not activate any more are
/// left out: the layer is trained as a narrower one, with the bits of the whole. A hidden layer's positive rows come again in
/// every epoch, so that one of them proves a unit dead for them; what new negative rows activate is looked at before each step. Images are
/// shown with any label while units are watched, so that those of the first layer are dead for all rows.
/// </summary>
internal sealed class LocalLayer
{
    // Where units come back more often within an epoch, making work space anew would take longer than the whole layer.
    private const int MostReturns = 4;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly TrainingState _state;
    private readonly ImageDataset _train;
    private readonly Network _network;
    private readonly int _layerIndex;
    private readonly int _batchSize;
    private readonly OptimizerSteps _steps;
    private readonly LayerPart _whole;
    private readonly int[] _inputs;
    private readonly DeadUnits? _dead;
    private readonly ulong[] _activated;
    private readonly bool[] _seen;
    private LayerPart _live;
    private RestingUnits? _resting;
    private LayerInput _input = null!;
    private int _returns;
    private long _lastStep;
    private long _putBackStep;

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
        _network = state.Network;
        _layerIndex = layerIndex;
        _batchSize = batchSize;
        _steps = state.Steps();
        DenseLayer layer = _network.Layers[layerIndex];
        _whole = LayerPart.Whole(layer, state.Slots(layerIndex));
        _inputs = inputs ?? [.. Enumerable.Range(0, layer.InputSize)];
        _live = Part(_whole.Units);
        _dead = trainsAlone && CanLeaveOut() ? new DeadUnits(layer.OutputSize) : null;
        _activated = new ulong[ActiveRows.WordCount(layer.Weights.PaddedColumns)];
        _seen = _dead is null || layerIndex == 0 ? [] : new bool[train.Count * train.ClassCount];
        MakeWorkSpace();
    }

    /// <summary>The work space of the units that are computed; another one once these are others.</summary>
    public LayerTraining Training { get; private set; } = null!;

    /// <summary>The units that are computed, ascending.</summary>
    public ReadOnlySpan<int> ComputedUnits => _live.Units;

    /// <summary>Takes one step. Returns the sum of the rows' losses.</summary>
    /// <param name="inputs">What the layer below passes on; null for images.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="stepNumber">1-based number of the step within the phase.</param>
    /// <param name="dropoutOfRow">The stream that drops a row's activations.</param>
    /// <param name="passedOn">Receives the next layer's inputs, or null where there is none to train.</param>
    public double Step(ActiveRows? inputs, LabelledBatch batch, long stepNumber, Func<int, RandomStream> dropoutOfRow, ActiveRows? passedOn)
    {
        if (_dead is not null && _state.Position.StepIndex == 0)
        {
            BeginEpoch(_dead, stepNumber);
        }

        if (_resting is not null && inputs is not null)
        {
            TakeBack(_resting.FindActivated(inputs, batch));
        }

        double loss = Training.Step(Input(inputs, batch), batch, _live.Slots, _steps[stepNumber], dropoutOfRow, _state.Totals[_layerIndex], passedOn);
        _lastStep = stepNumber;
        return loss;
    }

    /// <summary>Brings the network's layer and its slots up to date.</summary>
    public void PutBack()
    {
        if (_putBackStep != _lastStep)
        {
            _live.PutBack();
            _resting?.PutBack(_lastStep);
            _putBackStep = _lastStep;
        }
    }

    // A sigmoid is never zero. Dropout takes a random number for every unit.
    private bool CanLeaveOut() =>
        _steps.RestsFromStep is not null && _network.Activation is ReluActivation && _network.Goodness.IsOfActiveUnits && _state.Spec.Dropout == 0;

    private void BeginEpoch(DeadUnits dead, long stepNumber)
    {
        NoteActivated(dead);
        int[] live = [.. _live.Units.Where(unit => !dead.IsDead(unit))];
        if (dead.IsMoreWorthWhile(_live.Units.Length, _live.Units.Length - live.Length))
        {
            Array.Clear(_seen);
            Compute(live.Length > 0 ? live : _live.Units[..1]);
        }

        _returns = 0;
        dead.BeginEpoch(_kernels, _workers, _live, _steps, stepNumber);
        _input.Activated = dead.IsWatching ? _activated : null;
    }

    private void TakeBack(IReadOnlyList<int> units)
    {
        if (units.Count > 0)
        {
            NoteActivated(_dead!);
            _returns++;
            Compute(_returns > MostReturns ? _whole.Units : [.. _live.Units.Concat(units).Order()]);
            _input.Activated = _dead!.IsWatching ? _activated : null;
        }
    }

    private void NoteActivated(DeadUnits dead)
    {
        dead.Note(_activated, _live.Units);
        Array.Clear(_activated);
    }

    private void Compute(int[] units)
    {
        PutBack();
        (_live, _resting, _input, Training) = (_whole, null, null!, null!);
        WorkSpace.Release();
        _live = Part(units);
        if (!_live.HasAllUnits)
        {
            LayerPart others = Part([.. _whole.Units.Except(units)]);
            _resting = new RestingUnits(_kernels, _workers, others, _steps, _seen, _lastStep);
        }

        MakeWorkSpace();
    }

    private LayerPart Part(int[] units) => units.Length == _whole.Units.Length && _inputs.Length == _whole.Layer.InputSize
        ? _whole
        : LayerPart.Of(_whole.Layer, _whole.Slots, _inputs, units);

    private void MakeWorkSpace()
    {
        int rows = 2 * _batchSize;
        Training = new LayerTraining(_kernels, _workers, _network, _layerIndex, _live, _state.Spec.Dropout, rows);
        _input = _layerIndex == 0
            ? new OverlaidInput(_kernels, _workers, _network.Overlay, _live.Layer, _batchSize)
            : new HiddenInput(_kernels, _workers, _live.Layer, rows);
    }

    private LayerInput Input(ActiveRows? inputs, LabelledBatch batch)
    {
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
