using System.Numerics;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Backpropagation;

/// <summary>
/// One hidden layer of a network that one loss trains as a whole: its activations, their gradient δ = ∂L/∂z, and what it
/// passes on in both directions. Forward passes activations h, divided by ‖h‖₂ where labels are in the input; backward
/// passes δWᵀ. Both walk active units only.
/// </summary>
internal sealed unsafe class BackpropagatedLayer
{
    private readonly KernelTable _kernels;
    private readonly DenseNetwork _network;
    private readonly DenseLayer _layer;
    private readonly LayerInput _input;
    private readonly float _dropout;
    private readonly float _penalty;
    private readonly bool _normalizes;
    private readonly BackwardProduct? _backward;
    private readonly float[] _sums;
    private readonly RowLoop _forwardRows;
    private readonly RowLoop _backwardImages;
    private Func<int, RandomStream> _dropoutOfRow = null!;
    private LabelledBatch _batch = null!;
    private LossGradient? _lossGradient;

    /// <summary>Work space for a layer.</summary>
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="network">The network.</param>
    /// <param name="layerIndex">The layer.</param>
    /// <param name="input">Where its inputs come from.</param>
    /// <param name="spec">Dropout and penalty.</param>
    /// <param name="maximumRows">Rows of a batch.</param>
    public BackpropagatedLayer(KernelTable kernels, WorkerPool workers, DenseNetwork network, int layerIndex, LayerInput input, TrainingSpec spec, int maximumRows)
    {
        _kernels = kernels;
        _network = network;
        _layer = network.Layers[layerIndex];
        _input = input;
        _dropout = spec.Dropout;
        _penalty = spec.ActivationPenalty;
        bool isTop = layerIndex == network.Layers.Count - 1;
        _normalizes = network.Traits.NormalizesLengths && !isTop;
        _backward = layerIndex > 0 ? new BackwardProduct(kernels, workers, maximumRows, _layer) : null;
        _sums = new float[maximumRows];
        _forwardRows = new RowLoop(workers, ForwardRow);
        _backwardImages = new RowLoop(workers, BackwardImage);
        Parameters = new ParameterUpdate(kernels, workers, _layer, maximumRows);
        Activations = new ActiveRows(maximumRows, _layer.OutputSize);
        Activity = new RowActivity(Activations, maximumRows);
        Delta = new ActiveRows(maximumRows, _layer.OutputSize);
        PassedOn = _normalizes ? new ActiveRows(maximumRows, _layer.OutputSize) : Activations;
        Incoming = isTop && network.Head is null ? null : new Matrix(maximumRows, _layer.OutputSize);
    }

    /// <summary>Writes the part of ∂L/∂h that does not come through the layers above, for one row.</summary>
    public delegate void LossGradient(int row, ReadOnlySpan<float> activations, Span<float> destination);

    /// <summary>h after dropout, [rows, units].</summary>
    public ActiveRows Activations { get; }

    /// <summary>Which units the rows of the last <see cref="Forward"/> activate.</summary>
    public RowActivity Activity { get; }

    /// <summary>What the layer above, or the head, takes as its input.</summary>
    public ActiveRows PassedOn { get; }

    /// <summary>∂L/∂z, [rows, units].</summary>
    public ActiveRows Delta { get; }

    /// <summary>Gradient with respect to <see cref="PassedOn"/>, to be set before <see cref="Backward"/>; null where nothing is above.</summary>
    public Matrix? Incoming { get; }

    /// <summary>What changes weights and biases.</summary>
    public ParameterUpdate Parameters { get; }

    /// <summary>Goodness of a row's activations.</summary>
    public float Goodness(int row) => _network.Goodness.Value(Activations.Values.Row(row), _sums[row]);

    /// <summary>Computes the activations of all rows and what they pass on.</summary>
    public void Forward(int rowCount, Func<int, RandomStream> dropoutOfRow)
    {
        _input.Multiply(_network.Activation, Activations.Values);
        _dropoutOfRow = dropoutOfRow;
        _forwardRows.Run(rowCount);
    }

    /// <summary>Computes δ of all rows, and the gradient with respect to the input where a layer below takes it.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="lossGradient">The loss's own gradient at this layer, or null where there is none.</param>
    /// <param name="incomingOfBelow">Receives the gradient of the layer below, or null.</param>
    public void Backward(LabelledBatch batch, LossGradient? lossGradient, Matrix? incomingOfBelow)
    {
        (_batch, _lossGradient) = (batch, lossGradient);
        _backwardImages.Run(batch.ImageCount);
        _backward?.UpdateWeights();
        _backward?.Multiply(Delta, batch.RowCount, incomingOfBelow!);
    }

    /// <summary>Takes a step with the gradient of the weights, inputᵀδ, and of the biases.</summary>
    public void Update(int rowCount, LayerSlots slots, OptimizerStep step)
    {
        _input.SendGradient(Delta, Parameters.Begin(slots, step));
        Parameters.End(Delta, rowCount);
    }

    private void ForwardRow(int row)
    {
        _sums[row] = _input.Activate(row, _network.Activation, Activations);
        if (_dropout > 0)
        {
            _sums[row] = Dropout.Apply(_kernels, Activations, row, _dropout, _dropoutOfRow(row));
        }

        Activity.Note(row);
        if (_normalizes)
        {
            HiddenLayer.Normalize(Activations, PassedOn, row, _sums[row]);
        }
    }

    private void BackwardImage(int image)
    {
        BackwardRow(image);
        if (_batch.RowCount > _batch.ImageCount)
        {
            BackwardRow(_batch.ImageCount + image);
        }

        _input.TakeGradient(image, Delta);
    }

    private void BackwardRow(int row)
    {
        Span<float> activations = Activations.Values.Row(row);
        Span<float> delta = Delta.Values.Row(row);
        if (_lossGradient is null)
        {
            delta.Clear();
        }
        else
        {
            _lossGradient(row, activations, delta);
        }

        if (Incoming is not null)
        {
            AddIncoming(row);
        }

        if (_penalty > 0)
        {
            AddPenalty(row);
        }

        if (_dropout > 0)
        {
            Dropout.Backward(activations, delta, _dropout);
        }

        _network.Activation.Backward(activations, delta, 1 - _dropout);
        _kernels.CollectActive(Delta.Values.RowStart(row), Delta.Values.Stride, Delta.ActiveUnits(row));
    }

    // With x̂ = h/‖h‖ and g = ∂L/∂x̂: ∂L/∂h = (g − x̂ (x̂·g)) / ‖h‖. Only active units: the others have no slope.
    private void AddIncoming(int row)
    {
        float* incoming = Incoming!.RowStart(row);
        float* passedOn = PassedOn.Values.RowStart(row);
        float* delta = Delta.Values.RowStart(row);
        float projection = 0;
        float scale = 1;
        if (_normalizes)
        {
            scale = HiddenLayer.InverseNorm(_sums[row]);
            foreach (int unit in new ActiveUnitIndices(Activations, row))
            {
                projection = MathF.FusedMultiplyAdd(passedOn[unit], incoming[unit], projection);
            }
        }

        foreach (int unit in new ActiveUnitIndices(Activations, row))
        {
            delta[unit] += scale * MathF.FusedMultiplyAdd(-projection, passedOn[unit], incoming[unit]);
        }
    }

    private void AddPenalty(int row)
    {
        float* delta = Delta.Values.RowStart(row);
        foreach (int unit in new ActiveUnitIndices(Activations, row))
        {
            delta[unit] += _penalty;
        }
    }

    /// <summary>Enumerates the active units of a row in ascending order.</summary>
    private ref struct ActiveUnitIndices(ActiveRows rows, int row)
    {
        private readonly ulong* _words = rows.ActiveUnits(row);
        private readonly int _wordCount = rows.Words;
        private int _word = -1;
        private ulong _bits;

        public int Current { get; private set; }

        public readonly ActiveUnitIndices GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_bits == 0)
            {
                if (++_word >= _wordCount)
                {
                    return false;
                }

                _bits = _words[_word];
            }

            Current = (_word * 64) + BitOperations.TrailingZeroCount(_bits);
            _bits &= _bits - 1;
            return true;
        }
    }
}
