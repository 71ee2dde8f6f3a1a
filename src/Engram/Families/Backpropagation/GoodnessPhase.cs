using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Objectives;
using Engram.Threading;

namespace Engram.Families.Backpropagation;

/// <summary>
/// BP/FF: with G = Σ over layers of the layer's goodness, the loss is softplus(θ − G) for positives and softplus(G − θ) for
/// negatives, averaged over both. ∂L/∂G is one coefficient per row, which every layer's own goodness gradient is scaled by.
/// </summary>
internal sealed class GoodnessPhase : BackpropagationPhase
{
    private readonly RowLoop _evaluate;
    private readonly BackpropagatedLayer.LossGradient[] _lossGradients;
    private LabelledBatch _batch = null!;
    private readonly float[][] _goodness;
    private readonly float[] _coefficients;
    private readonly float[] _losses;

    public GoodnessPhase(KernelTable kernels, WorkerPool workers, TrainingState state, ImageDataset train, int batchSize)
        : base(
            kernels,
            workers,
            state,
            train,
            new OverlaidInput(kernels, workers, state.Dense.Overlay, state.Dense.Layers[0], batchSize),
            2 * batchSize)
    {
        _goodness = [.. Layers.Select(_ => new float[2 * batchSize])];
        _coefficients = new float[2 * batchSize];
        _losses = new float[2 * batchSize];
        _evaluate = new RowLoop(workers, EvaluateRow);
        _lossGradients = [.. Layers.Select(LossGradientOf)];
    }

    protected override int TermsPerImage => 2;

    // θ of the sum is that of a single layer: the paper uses 3 for both.
    private float Threshold => State.Dense.Thresholds[0];

    protected override double Evaluate(LabelledBatch batch)
    {
        _batch = batch;
        _evaluate.Run(batch.RowCount);
        double loss = 0;
        for (int row = 0; row < batch.RowCount; row++)
        {
            loss += _losses[row];
        }

        foreach (int layer in Layers)
        {
            EpochTotals totals = State.Totals[layer];
            for (int image = 0; image < batch.ImageCount; image++)
            {
                totals.PositiveGoodnessSum += _goodness[layer][image];
                totals.NegativeGoodnessSum += _goodness[layer][batch.ImageCount + image];
            }
        }

        return loss;
    }

    protected override BackpropagatedLayer.LossGradient LossGradient(int layer) => _lossGradients[layer];

    private BackpropagatedLayer.LossGradient LossGradientOf(int layer)
    {
        Goodness goodness = State.Dense.Goodness;
        float[] values = _goodness[layer];
        return (row, activations, destination) => goodness.Gradient(activations, values[row], _coefficients[row], destination);
    }

    private void EvaluateRow(int row)
    {
        float total = 0;
        foreach (int layer in Layers)
        {
            float goodness = Layer(layer).Goodness(row);
            _goodness[layer][row] = goodness;
            total += goodness;
        }

        bool positive = row < _batch.ImageCount;
        _losses[row] = FFLoss.Value(total, Threshold, positive);
        _coefficients[row] = FFLoss.Slope(total, Threshold, positive) / _batch.RowCount;
    }
}
