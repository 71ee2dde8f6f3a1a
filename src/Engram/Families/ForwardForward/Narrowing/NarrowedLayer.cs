using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.ForwardForward.Narrowing;

/// <summary>
/// A layer in training without the units that the training data do not activate any more, and without inputs that are always zero: a
/// narrower one, with the bits of the whole. A hidden layer's positive rows come again in every epoch, so that one of them proves a unit
/// dead for them; what new negative rows activate is looked at before each step. Images are shown with any label while units are watched,
/// so that those of the first layer are dead for all rows. All that leaves out units of a layer stands behind this class.
/// </summary>
internal sealed class NarrowedLayer
{
    // Where units come back more often within an epoch, making work space anew would take longer than the whole layer.
    private const int MostReturns = 4;

    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly OptimizerSteps _steps;
    private readonly Action _unitsChange;
    private readonly LayerPart _whole;
    private readonly int[] _inputs;
    private readonly DeadUnits? _dead;
    private readonly ulong[] _activated;
    private readonly bool[] _seen;
    private LayerPart _live;
    private RestingUnits? _resting;
    private int _returns;
    private long _lastStep;
    private long _putBackStep;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="layer">The whole layer.</param>
    /// <param name="slots">What the optimizer remembers of it.</param>
    /// <param name="steps">The optimizer's steps; units are left out only where it lets them rest.</param>
    /// <param name="inputs">The inputs that may be other than zero, ascending; null for all.</param>
    /// <param name="leavesOutUnits">Whether units may be left out: all below is frozen, and nothing depends on units that are silent.</param>
    /// <param name="numberCount">Negatives that may come, as a batch numbers its rows; none where the inputs are images.</param>
    /// <param name="unitsChange">Called before other units are computed: work space for those so far is to be let go.</param>
    public NarrowedLayer(
        KernelTable kernels,
        WorkerPool workers,
        DenseLayer layer,
        LayerSlots slots,
        OptimizerSteps steps,
        int[]? inputs,
        bool leavesOutUnits,
        int numberCount,
        Action unitsChange)
    {
        _kernels = kernels;
        _workers = workers;
        _steps = steps;
        _unitsChange = unitsChange;
        _whole = LayerPart.Whole(layer, slots);
        _inputs = inputs ?? [.. Enumerable.Range(0, layer.InputSize)];
        _live = Part(_whole.Units);
        _dead = leavesOutUnits && steps.RestsFromStep is not null ? new DeadUnits(layer.OutputSize) : null;
        _activated = new ulong[ActiveRows.WordCount(layer.Weights.PaddedColumns)];
        _seen = _dead is null ? [] : new bool[numberCount];
    }

    /// <summary>The layer that is computed, with the inputs and units at hand.</summary>
    public DenseLayer Layer => _live.Layer;

    /// <summary>What the optimizer remembers of it.</summary>
    public LayerSlots Slots => _live.Slots;

    /// <summary>The whole layer's unit at each place, ascending.</summary>
    public ReadOnlySpan<int> Units => _live.Units;

    /// <summary>The same where some are left out, otherwise null.</summary>
    public int[]? SomeUnits => _live.HasAllUnits ? null : _live.Units;

    /// <summary>Where the units that rows activate are to be noted, by place; null while nobody asks.</summary>
    public ulong[]? Activated => _dead is { IsWatching: true } ? _activated : null;

    /// <summary>
    /// The units of a frozen first layer that may be other than zero in a row, ascending; all of them where few others are left out.
    /// </summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="network">The network.</param>
    /// <param name="train">The images that its rows are made of.</param>
    /// <param name="layerCount">How many of the network's layers are frozen.</param>
    /// <param name="above">
    /// What the optimizer remembers of the layer above; null where it moves weights without a gradient. The second layer, while in training, may do
    /// without an input only if its weights rest.
    /// </param>
    public static int[] FirstUnits(KernelTable kernels, WorkerPool workers, DenseNetwork network, ImageDataset train, int layerCount, LayerSlots? above)
    {
        int[] units = [.. Enumerable.Range(0, network.Layers[0].OutputSize)];
        if (network.Activation is not ReluActivation)
        {
            return units;
        }

        // The weights of a unit that has always been silent rest.
        int[] silent = SilentUnits.Find(kernels, workers, network, train);
        int[] live = [.. units.Except(silent.Where(unit => layerCount > 1 || above?.IsUntouched(unit) == true))];
        return live.Length > 0 && DeadUnits.IsWorthWhile(units.Length, units.Length - live.Length) ? live : units;
    }

    /// <summary>Leaves out units that have died, at the beginning of an epoch.</summary>
    /// <param name="stepNumber">The number of the epoch's first step.</param>
    public void BeginEpoch(long stepNumber)
    {
        if (_dead is null)
        {
            return;
        }

        NoteActivated(_dead);
        int[] live = [.. _live.Units.Where(unit => !_dead.IsDead(unit))];
        if (_dead.IsMoreWorthWhile(_live.Units.Length, _live.Units.Length - live.Length))
        {
            Array.Clear(_seen);
            Compute(live.Length > 0 ? live : _live.Units[..1]);
        }

        _returns = 0;
        _dead.BeginEpoch(_kernels, _workers, _live, _steps, stepNumber);
    }

    /// <summary>Takes back units that the negative rows of a batch activate.</summary>
    /// <param name="inputs">What the layer below passes on.</param>
    /// <param name="batch">The batch.</param>
    public void TakeBack(ActiveRows inputs, LabelledBatch batch)
    {
        if (_resting?.FindActivated(inputs, batch) is { Count: > 0 } units)
        {
            NoteActivated(_dead!);
            _returns++;
            Compute(_returns > MostReturns ? _whole.Units : [.. _live.Units.Concat(units).Order()]);
        }
    }

    /// <summary>Told when a step has been taken.</summary>
    public void EndStep(long stepNumber) => _lastStep = stepNumber;

    /// <summary>Brings the whole layer and its slots up to date.</summary>
    public void PutBack()
    {
        if (_putBackStep != _lastStep)
        {
            _live.PutBack();
            _resting?.PutBack(_lastStep);
            _putBackStep = _lastStep;
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
        (_live, _resting) = (_whole, null);
        _unitsChange();
        _live = Part(units);
        if (!_live.HasAllUnits)
        {
            LayerPart others = Part([.. _whole.Units.Except(units)]);
            _resting = new RestingUnits(_kernels, _workers, others, _steps, _seen, _lastStep);
        }
    }

    private LayerPart Part(int[] units) => units.Length == _whole.Units.Length && _inputs.Length == _whole.Layer.InputSize
        ? _whole
        : LayerPart.Of(_whole.Layer, _whole.Slots, _inputs, units);
}
