using Engram.Data;
using Engram.Kernels;
using Engram.Networks;

namespace Engram.Training;

/// <summary>
/// The layers that train together, with their work space: frozen layers below pass normalized activations on, then every
/// layer of the phase takes its step.
/// </summary>
internal sealed class TrainingPhase
{
    // The frozen first layer's products of all training images are kept up to this size, made anew per batch beyond it.
    private const long ProductCacheBytes = 512L << 20;

    private const int ImagesPerCacheBatch = 256;

    private readonly TrainingState _state;
    private readonly ImageDataset _train;
    private readonly LayerTraining[] _layers;
    private readonly OverlaidInput? _overlaidInput;
    private readonly HiddenInput?[] _hiddenInputs;
    private readonly ActiveRows?[] _passedOn;
    private readonly NetworkForward? _frozen;
    private readonly ImageProducts? _cachedProducts;

    public TrainingPhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int index, Range layers, int batchSize, long productCacheBytes = ProductCacheBytes)
    {
        _state = state;
        _train = train;
        Index = index;
        (int first, int count) = layers.GetOffsetAndLength(state.Network.Layers.Count);
        Layers = [.. Enumerable.Range(first, count)];
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

    /// <summary>0-based number of the phase.</summary>
    public int Index { get; }

    /// <summary>Indices of the layers in training.</summary>
    public IReadOnlyList<int> Layers { get; }

    /// <summary>The work space of a layer of the phase, for tests that look at gradients.</summary>
    internal LayerTraining Training(int layer) => _layers[layer - Layers[0]];

    /// <summary>Every layer of the phase takes one step.</summary>
    /// <param name="batch">Images, labels and wrong labels.</param>
    /// <param name="stepNumber">1-based number of the step within the phase.</param>
    public void Step(LabelledBatch batch, long stepNumber)
    {
        ActiveRows? inputs = Frozen(batch);
        AdamStep adam = new(_state.Spec.LearningRate, stepNumber);
        for (int index = 0; index < Layers.Count; index++)
        {
            int layer = Layers[index];
            double loss = _layers[index].Step(
                Input(index, inputs, batch),
                batch,
                _state.Moments[layer],
                adam,
                row => DropoutStream(layer, row),
                _state.Totals[layer],
                _passedOn[index]);
            RequireNumber(loss, layer);
            inputs = _passedOn[index];
        }
    }

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
        int units = _state.Network.Layers[0].OutputSize;
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

    private RandomStream DropoutStream(int layer, int row) =>
        RandomStream.For(_state.Spec.Seed, RandomPurpose.Dropout, layer, _state.Position.EpochIndex, _state.Position.StepIndex, row);

    private void RequireNumber(double loss, int layer)
    {
        if (!double.IsFinite(loss))
        {
            TrainingPosition position = _state.Position;
            throw new EngramException(
                $"The loss of layer {layer + 1} became {loss} in epoch {position.EpochIndex + 1}, step {position.StepIndex + 1}; use a smaller learningRate than {_state.Spec.LearningRate}.");
        }
    }
}
