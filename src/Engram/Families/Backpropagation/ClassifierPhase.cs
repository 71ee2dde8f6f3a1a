using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Optimizers;
using Engram.Threading;

namespace Engram.Families.Backpropagation;

/// <summary>BP: softmax cross-entropy of a linear head on the last hidden layer.</summary>
internal sealed class ClassifierPhase : BackpropagationPhase
{
    private readonly ClassifierHead _head;
    private readonly RowLoop[] _measureLayers;
    private readonly float[] _goodness;
    private readonly LayerSlots _headSlots;

    public ClassifierPhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize)
        : base(
            kernels,
            workers,
            state,
            train,
            new PlainInput(kernels, workers, state.Dense.Overlay.Shape, state.Dense.Layers[0], batchSize),
            batchSize)
    {
        _head = new ClassifierHead(kernels, workers, state.Dense.Head!, batchSize);
        _headSlots = state.HeadSlots();
        _goodness = new float[batchSize];
        _measureLayers = [.. Layers.Select(layer => new RowLoop(workers, row => _goodness[row] = Layer(layer).Goodness(row)))];
    }

    /// <summary>The head's work space.</summary>
    internal ClassifierHead Head => _head;

    protected override int TermsPerImage => 1;

    protected override double Evaluate(LabelledBatch batch)
    {
        BackpropagatedLayer top = Layer(Layers[^1]);
        AddGoodness(batch);
        return _head.Evaluate(top.PassedOn, batch, top.Incoming!);
    }

    protected override BackpropagatedLayer.LossGradient? LossGradient(int layer) => null;

    protected override void UpdateHead(LabelledBatch batch, OptimizerStep step) =>
        _head.Update(Layer(Layers[^1]).PassedOn, batch, _headSlots, step);

    // Goodness plays no part in the loss; it is recorded to compare the models by.
    private void AddGoodness(LabelledBatch batch)
    {
        foreach (int layer in Layers)
        {
            _measureLayers[layer].Run(batch.ImageCount);
            for (int image = 0; image < batch.ImageCount; image++)
            {
                State.Totals[layer].PositiveGoodnessSum += _goodness[image];
            }
        }
    }
}
