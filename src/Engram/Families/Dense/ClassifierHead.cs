using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>
/// Trains a linear head: logits = h·W + b, loss of a row = −log softmax(logits)[label], and ∂loss/∂logits = softmax − the
/// label's unit vector, divided by the rows of the batch.
/// </summary>
internal sealed unsafe class ClassifierHead
{
    private readonly KernelTable _kernels;
    private readonly RowLoop _evaluate;
    private readonly HeadProduct _product;
    private readonly BackwardProduct _backward;
    private readonly GradientProduct _gradient;
    private readonly ActiveRows _delta;
    private readonly float[] _losses;
    private LabelledBatch _batch = null!;

    public ClassifierHead(KernelTable kernels, WorkerPool workers, DenseLayer head, int maximumRows)
    {
        _kernels = kernels;
        _evaluate = new RowLoop(workers, EvaluateRow);
        _product = new HeadProduct(kernels, workers, head, maximumRows);
        _backward = new BackwardProduct(kernels, workers, maximumRows, head);
        _gradient = new GradientProduct(kernels, workers, maximumRows, head);
        _delta = new ActiveRows(maximumRows, head.OutputSize);
        Logits = new Matrix(maximumRows, head.OutputSize);
        _losses = new float[maximumRows];
        Parameters = new ParameterUpdate(kernels, workers, head, maximumRows);
    }

    /// <summary>Logits of the last <see cref="Evaluate"/>, [rows, classes].</summary>
    public Matrix Logits { get; }

    /// <summary>What changes weights and biases.</summary>
    public ParameterUpdate Parameters { get; }

    /// <summary>The sum of the rows' losses, and the gradient with respect to the hidden activations where it is asked for.</summary>
    public double Evaluate(ActiveRows activations, LabelledBatch batch, Matrix? activationGradient)
    {
        _product.Multiply(activations, batch.RowCount, Logits);
        _batch = batch;
        _evaluate.Run(batch.RowCount);
        if (activationGradient is not null)
        {
            _backward.UpdateWeights();
            _backward.Multiply(_delta, batch.RowCount, activationGradient);
        }

        double loss = 0;
        for (int row = 0; row < batch.RowCount; row++)
        {
            loss += _losses[row];
        }

        return loss;
    }

    /// <summary>Takes a step.</summary>
    public void Update(ActiveRows activations, LabelledBatch batch, LayerSlots slots, OptimizerStep step)
    {
        _gradient.Multiply(activations, _delta, batch.RowGroupEnds, Parameters.Begin(slots, step));
        Parameters.End(_delta, batch.RowCount);
    }

    // A copy of the logits becomes their gradient in place.
    private void EvaluateRow(int row)
    {
        Span<float> logits = _delta.Values.Row(row);
        Logits.Row(row).CopyTo(logits);
        int label = _batch.Labels[row];
        float largest = logits[0];
        foreach (float logit in logits)
        {
            largest = MathF.Max(largest, logit);
        }

        float ofLabel = logits[label] - largest;
        float sum = 0;
        foreach (ref float logit in logits)
        {
            logit = MathF.Exp(logit - largest);
            sum += logit;
        }

        foreach (ref float logit in logits)
        {
            logit /= sum * _batch.RowCount;
        }

        logits[label] -= 1f / _batch.RowCount;
        _losses[row] = MathF.Log(sum) - ofLabel;
        _kernels.CollectActive(_delta.Values.RowStart(row), _delta.Values.Stride, _delta.ActiveUnits(row));
    }
}
