using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Hyperspherical;

/// <summary>
/// Trains prototypes. With S the slopes of the loss with respect to the cosines over ‖a‖: ∂L/∂a = SP̂ᵀ − (S·cos) a/‖a‖, and ∂L/∂P̂ = aᵀS.
/// </summary>
internal sealed unsafe class PrototypeTraining
{
    private readonly KernelTable _kernels;
    private readonly PrototypeObjective _objective;
    private readonly PrototypeCosines _cosines;
    private readonly BackwardProduct _backward;
    private readonly GradientProduct _gradient;
    private readonly Matrix _scoreSlopes;
    private readonly ActiveRows _slopes;
    private readonly float[] _losses;
    private readonly float[] _along;
    private readonly RowLoop _evaluate;
    private readonly RowLoop _finish;
    private LayerRows _output = null!;
    private LabelledBatch _batch = null!;
    private ActiveRows _outputGradient = null!;

    public PrototypeTraining(KernelTable kernels, WorkerPool workers, PrototypeObjective objective, PrototypeCosines cosines, int maximumRows)
    {
        _kernels = kernels;
        _objective = objective;
        _cosines = cosines;
        _backward = new BackwardProduct(kernels, workers, maximumRows, cosines.Unit.Layer);
        _gradient = new GradientProduct(kernels, workers, maximumRows, cosines.Unit.Layer);
        Scores = new Matrix(maximumRows, objective.ClassCount);
        _scoreSlopes = new Matrix(maximumRows, objective.ClassCount);
        _slopes = new ActiveRows(maximumRows, objective.Prototypes.Columns);
        _losses = new float[maximumRows];
        _along = new float[maximumRows];
        _evaluate = new RowLoop(workers, EvaluateRow);
        _finish = new RowLoop(workers, FinishRow);
    }

    /// <summary>Scores of the last <see cref="Evaluate"/>, [rows, classes].</summary>
    public Matrix Scores { get; }

    /// <summary>The sum of the rows' losses, and the gradient with respect to the activations.</summary>
    public double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient)
    {
        (_output, _batch, _outputGradient) = (output, batch, outputGradient);
        _cosines.Compare(output);
        _evaluate.Run(output.Count);
        _backward.UpdateWeights();
        _backward.Multiply(_slopes, output.Count, outputGradient.Values);
        _finish.Run(output.Count);
        double loss = 0;
        foreach (float ofRow in _losses.AsSpan(0, output.Count))
        {
            loss += ofRow;
        }

        return loss;
    }

    /// <summary>Takes a step with the prototypes.</summary>
    public void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step)
    {
        _gradient.Multiply(output.Rows, _slopes, batch.RowGroupEnds, _cosines.Unit.Gradient);
        _cosines.Unit.PassLength();
        _cosines.Unit.Update(slots.All[0], step);
    }

    // The cosines' shares in the score of their class take the place of slopes first.
    private void EvaluateRow(int row)
    {
        Span<float> slopes = _slopes.Values.Row(row);
        _cosines.Score(row, Scores.Row(row), slopes);
        Span<float> ofScores = _scoreSlopes.Row(row);
        _losses[row] = PrototypeScores.Loss(Scores.Row(row), _batch.Labels[row], _objective.Margin, _objective.Temperature, ofScores);
        float inverse = _cosines.InverseLength(row);
        int count = _objective.PrototypesPerClass;
        for (int label = 0; label < ofScores.Length; label++)
        {
            Span<float> ofLabel = slopes.Slice(label * count, count);
            TensorPrimitives.Multiply(ofLabel, ofScores[label] * inverse / _batch.RowCount, ofLabel);
        }

        ReadOnlySpan<float> cosines = _cosines.Row(row);
        float along = 0;
        for (int prototype = 0; prototype < slopes.Length; prototype++)
        {
            along += slopes[prototype] * cosines[prototype];
        }

        _along[row] = along;
        _kernels.CollectActive(_slopes.Values.RowStart(row), _slopes.Values.Stride, _slopes.ActiveUnits(row));
    }

    private void FinishRow(int row)
    {
        Span<float> gradient = _outputGradient.Values.Row(row);
        TensorPrimitives.MultiplyAdd(_output.Rows.Values.Row(row), -_along[row] * _cosines.InverseLength(row), gradient, gradient);
    }
}
