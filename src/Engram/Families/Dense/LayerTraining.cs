using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Objectives;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>
/// Trains one layer on its own goodness. The loss of a sample depends on the layer through one number, so
/// ∂L/∂z = c · ∂G/∂h with one coefficient c per sample, and the weight gradient is a product of inputs and activations.
/// </summary>
internal sealed unsafe class LayerTraining
{
    private readonly KernelTable _kernels;
    private readonly DenseNetwork _network;
    private readonly int[]? _units;
    private readonly float _threshold;
    private readonly float _dropout;
    private readonly ActiveRows _activations;
    private readonly ActiveRows _delta;
    private readonly RowActivity _activity;
    private readonly float[] _losses;
    private readonly float[] _goodness;
    private readonly float[] _sums;
    private readonly RowLoop _evaluate;
    private LayerInput _input = null!;
    private LabelledBatch _batch = null!;
    private Func<int, RandomStream> _dropoutOfRow = null!;
    private ActiveRows? _normalizedActivations;

    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="network">The network.</param>
    /// <param name="layerIndex">The layer.</param>
    /// <param name="layer">Those of its units that are computed, as a layer of their own.</param>
    /// <param name="units">The unit at each place of it, ascending; null where these are all.</param>
    /// <param name="dropout">Share of activations that are dropped.</param>
    /// <param name="maximumRows">Rows of a batch.</param>
    public LayerTraining(
        KernelTable kernels, WorkerPool workers, DenseNetwork network, int layerIndex, DenseLayer layer, int[]? units, float dropout, int maximumRows)
    {
        _kernels = kernels;
        _network = network;
        _units = units;
        _threshold = network.Thresholds[layerIndex];
        _dropout = dropout;
        _activations = new ActiveRows(maximumRows, layer.OutputSize);
        _delta = new ActiveRows(maximumRows, layer.OutputSize);
        _activity = new RowActivity(_activations, maximumRows, units);
        _losses = new float[maximumRows];
        _goodness = new float[maximumRows];
        _sums = new float[maximumRows];
        Parameters = new ParameterUpdate(kernels, workers, layer, maximumRows);
        _evaluate = new RowLoop(workers, EvaluateImage);
    }

    /// <summary>What changes weights and biases.</summary>
    public ParameterUpdate Parameters { get; }

    /// <summary>Takes one step and adds what it saw to the totals. Returns the sum of the rows' losses.</summary>
    /// <param name="input">Inputs of the batch.</param>
    /// <param name="batch">The batch, for its counts of rows.</param>
    /// <param name="slots">The layer's parameters and slots, updated.</param>
    /// <param name="step">The optimizer's step.</param>
    /// <param name="dropoutOfRow">The stream that drops a row's activations.</param>
    /// <param name="totals">Receives loss, goodness, activity.</param>
    /// <param name="normalizedActivations">Receives the next layer's inputs, or null where there is none to train.</param>
    public double Step(
        LayerInput input,
        LabelledBatch batch,
        LayerSlots slots,
        OptimizerStep step,
        Func<int, RandomStream> dropoutOfRow,
        EpochTotals totals,
        ActiveRows? normalizedActivations)
    {
        (_input, _batch, _dropoutOfRow, _normalizedActivations) = (input, batch, dropoutOfRow, normalizedActivations);
        input.Multiply(_network.Activation, _activations.Values);
        _evaluate.Run(batch.ImageCount);
        input.SendGradient(_delta, Parameters.Begin(slots, step));
        Parameters.End(_delta, batch.RowCount);
        return AddTo(totals, batch);
    }

    private void EvaluateImage(int image)
    {
        EvaluateRow(image);
        EvaluateRow(_batch.ImageCount + image);
        _input.TakeGradient(image, _delta);
    }

    private void EvaluateRow(int row)
    {
        _sums[row] = _input.Activate(row, _network.Activation, _activations);
        if (_units is not null)
        {
            _sums[row] = RowSums.OfSquares(_kernels, _activations, row, _units);
        }

        if (_dropout > 0)
        {
            _sums[row] = Dropout.Apply(_kernels, _activations, row, _dropout, _dropoutOfRow(row));
        }

        int active = _activity.Note(row);
        ReadOnlySpan<float> activations = _activations.Values.Row(row);
        bool positive = row < _batch.ImageCount;
        _goodness[row] = _network.Goodness.Value(activations, _sums[row]);
        _losses[row] = FFLoss.Value(_goodness[row], _threshold, positive);
        if (active > 0)
        {
            float coefficient = FFLoss.Slope(_goodness[row], _threshold, positive) / _batch.RowCount;
            Backward(row, coefficient);
        }
        else if (_delta.ActiveCount(row) > 0)
        {
            _delta.ClearRow(row);
        }

        if (_normalizedActivations is not null)
        {
            HiddenLayer.Normalize(_activations, _normalizedActivations, row, _sums[row]);
        }
    }

    private void Backward(int row, float coefficient)
    {
        ReadOnlySpan<float> activations = _activations.Values.Row(row);
        Span<float> delta = _delta.Values.Row(row);
        _network.Goodness.Gradient(activations, _goodness[row], coefficient, delta);
        if (_dropout > 0)
        {
            Dropout.Backward(activations, delta, _dropout);
        }

        _network.Activation.Backward(activations, delta, 1 - _dropout);
        _kernels.CollectActive(_delta.Values.RowStart(row), _delta.Values.Stride, _delta.ActiveUnits(row));
    }

    private double AddTo(EpochTotals totals, LabelledBatch batch)
    {
        double loss = 0;
        for (int row = 0; row < batch.RowCount; row++)
        {
            loss += _losses[row];
        }

        for (int image = 0; image < batch.ImageCount; image++)
        {
            totals.PositiveGoodnessSum += _goodness[image];
            totals.NegativeGoodnessSum += _goodness[batch.ImageCount + image];
        }

        _activity.AddTo(totals, batch.ImageCount);
        totals.LossSum += loss;
        return loss;
    }
}
