using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Optimizers;
using Engram.Threading;

namespace Engram.Families.Backpropagation;

/// <summary>
/// All layers learn from one loss. A step goes up through the layers, evaluates the loss, comes down with its gradient, and
/// only then changes weights.
/// </summary>
internal abstract class BackpropagationPhase : TrainingPhase
{
    private readonly ImageDataset _train;
    private readonly ImageInput _imageInput;
    private readonly HiddenInput[] _hiddenInputs;
    private readonly BackpropagatedLayer[] _layers;
    private readonly LayerSlots[] _slots;
    private readonly OptimizerSteps _steps;

    protected BackpropagationPhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, ImageInput imageInput, int maximumRows)
        : base(state, 0, ..)
    {
        _train = train;
        _imageInput = imageInput;
        DenseNetwork network = state.Dense;
        _steps = state.Steps(Layers[0]);
        _slots = [.. Layers.Select(state.Slots)];
        _hiddenInputs = [.. network.Layers.Skip(1).Select(layer => new HiddenInput(kernels, workers, layer, maximumRows))];
        _layers = [.. Layers.Select(layer => new BackpropagatedLayer(
            kernels, workers, network, layer, layer == 0 ? imageInput : _hiddenInputs[layer - 1], state.Spec, maximumRows))];
    }

    /// <summary>Where the first layer gets its inputs from, for tests.</summary>
    internal ImageInput FirstLayerInput => _imageInput;

    /// <summary>The work space of a layer.</summary>
    internal BackpropagatedLayer Layer(int layer) => _layers[layer];

    public sealed override void Step(LabelledBatch batch, long stepNumber)
    {
        Forward(batch);
        double loss = Evaluate(batch);
        RequireNumber(loss, layer: null);
        Backward(batch);
        OptimizerStep step = _steps[stepNumber];
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer].Update(batch.RowCount, _slots[layer], step);
        }

        UpdateHead(batch, step);
        AddTo(batch, loss);
    }

    public sealed override IReadOnlyList<EpochMetrics> Metrics(int epochIndex) =>
        [WholeNetworkMetrics.From(State, epochIndex, TermsPerImage)];

    /// <summary>Terms of the loss that one image contributes.</summary>
    protected abstract int TermsPerImage { get; }

    /// <summary>The sum of the rows' losses, from the activations of all layers; adds goodness to the totals.</summary>
    protected abstract double Evaluate(LabelledBatch batch);

    /// <summary>The loss's own gradient at a layer, or null where it depends on the layer only through those above.</summary>
    protected abstract BackpropagatedLayer.LossGradient? LossGradient(int layer);

    /// <summary>Trains what is above the hidden layers.</summary>
    protected virtual void UpdateHead(LabelledBatch batch, OptimizerStep step)
    {
    }

    private void Forward(LabelledBatch batch)
    {
        _imageInput.Load(_train, batch);
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            if (layer > 0)
            {
                _hiddenInputs[layer - 1].Rows = _layers[layer - 1].PassedOn;
                _hiddenInputs[layer - 1].Batch = batch;
            }

            _layers[layer].Forward(batch.RowCount, DropoutOfRow(layer));
        }
    }

    private void Backward(LabelledBatch batch)
    {
        for (int layer = _layers.Length - 1; layer >= 0; layer--)
        {
            _layers[layer].Backward(batch, LossGradient(layer), layer > 0 ? _layers[layer - 1].Incoming : null);
        }
    }

    private void AddTo(LabelledBatch batch, double loss)
    {
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            _layers[layer].Activity.AddTo(State.Totals[layer], batch.ImageCount);
        }

        WholeNetworkMetrics.AddLoss(State, loss);
    }
}
