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
    // The frozen first layer's products of all training images are kept up to this size, made anew per batch beyond it.
    private const long ProductCacheBytes = 512L << 20;

    private const int ImagesPerCacheBatch = 256;

    private readonly ImageDataset _train;
    private readonly LayerTraining[] _layers;
    private readonly OverlaidInput? _overlaidInput;
    private readonly HiddenInput?[] _hiddenInputs;
    private readonly ActiveRows?[] _passedOn;
    private readonly NetworkForward? _frozen;
    private readonly ImageProducts? _cachedProducts;

    public LocalPhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int index, Range layers, int batchSize, long productCacheBytes = ProductCacheBytes)
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
            _overlaidInput = new OverlaidInput(kernels, workers, network.Overlay, network.Layers[0], batchSize);
        }
        else
        {
            _frozen = new NetworkForward(kernels, workers, network, Math.Max(batchSize, ImagesPerCacheBatch), rows, first);
            _cachedProducts = CacheProducts(productCacheBytes);
        }
    }

    /// <summary>The work space of a layer of the phase, for tests that look at gradients.</summary>
    internal LayerTraining Training(int layer) => _layers[layer - Layers[0]];

    public override void Step(LabelledBatch batch, long stepNumber)
    {
        ActiveRows? inputs = Frozen(batch);
        AdamStep adam = new(State.Spec.LearningRate, stepNumber);
        for (int index = 0; index < Layers.Count; index++)
        {
            int layer = Layers[index];
            double loss = _layers[index].Step(
                Input(index, inputs, batch),
                batch,
                State.Moments[layer],
                adam,
                row => DropoutStream(layer, row),
                State.Totals[layer],
                _passedOn[index]);
            RequireNumber(loss, $"layer {layer + 1}");
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

    private ActiveRows? Frozen(LabelledBatch batch)
    {
        if (_frozen is null)
        {
            return null;
        }

        return _cachedProducts is null
            ? _frozen.Run(_frozen.Load(_train, batch.Samples.AsSpan(0, batch.ImageCount)), batch.Images, batch.Labels, batch.RowCount, null)
            : _frozen.Run(_cachedProducts, batch.RowSamples, batch.Labels, batch.RowCount, null);
    }

    private ImageProducts? CacheProducts(long limit)
    {
        int units = State.Network.Layers[0].OutputSize;
        if ((long)_train.Count * Matrix.Padded(units) * sizeof(float) > limit)
        {
            return null;
        }

        ImageProducts cache = new(_train.Count, units);
        for (int first = 0; first < _train.Count; first += ImagesPerCacheBatch)
        {
            int count = Math.Min(ImagesPerCacheBatch, _train.Count - first);
            ImageProducts made = _frozen!.Load(_train, [.. Enumerable.Range(first, count)]);
            made.CopyTo(cache, first, count);
        }

        return cache;
    }
}
