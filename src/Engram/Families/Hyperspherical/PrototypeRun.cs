using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Products;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Hyperspherical;

/// <summary>
/// Prototypes at work. With P̂ the prototypes at unit length, cosines are aP̂/‖a‖, so that no activation is divided. With S the slopes of the loss with
/// respect to the cosines over ‖a‖: ∂L/∂a = SP̂ᵀ − (S·cos) a/‖a‖, and ∂L/∂P̂ = aᵀS.
/// </summary>
internal sealed unsafe class PrototypeRun : ObjectiveRun
{
    private readonly KernelTable _kernels;
    private readonly PrototypeObjective _objective;
    private readonly UnitPrototypes _unit;
    private readonly RowProduct _product;
    private readonly BackwardProduct _backward;
    private readonly GradientProduct _gradient;
    private readonly Matrix _cosines;
    private readonly Matrix _scores;
    private readonly Matrix _scoreSlopes;
    private readonly ActiveRows _slopes;
    private readonly float[] _losses;
    private readonly float[] _along;
    private readonly RowLoop _score;
    private readonly RowLoop _evaluate;
    private readonly RowLoop _finish;
    private LayerRows _output = null!;
    private LabelledBatch _batch = null!;
    private ActiveRows _outputGradient = null!;

    public PrototypeRun(KernelTable kernels, WorkerPool workers, PrototypeObjective objective, int maximumRows)
    {
        _kernels = kernels;
        _objective = objective;
        _unit = new UnitPrototypes(kernels, workers, objective.Prototypes);
        int units = objective.Prototypes.Rows;
        int prototypes = objective.Prototypes.Columns;
        _product = new RowProduct(kernels, workers, maximumRows, units);
        _backward = new BackwardProduct(kernels, workers, maximumRows, _unit.Layer);
        _gradient = new GradientProduct(kernels, workers, maximumRows, _unit.Layer);
        _cosines = new Matrix(maximumRows, prototypes);
        _scores = new Matrix(maximumRows, objective.ClassCount);
        _scoreSlopes = new Matrix(maximumRows, objective.ClassCount);
        _slopes = new ActiveRows(maximumRows, prototypes);
        _losses = new float[maximumRows];
        _along = new float[maximumRows];
        _score = new RowLoop(workers, ScoreRow);
        _evaluate = new RowLoop(workers, EvaluateRow);
        _finish = new RowLoop(workers, FinishRow);
    }

    public override double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient)
    {
        (_output, _batch, _outputGradient) = (output, batch, outputGradient);
        Compare(output);
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

    public override void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step)
    {
        _gradient.Multiply(output.Rows, _slopes, batch.RowGroupEnds, _unit.Gradient);
        _unit.PassLength();
        _unit.Update(slots.All[0], step);
    }

    public override void AddScores(LabelledBatch batch, EpochTotals totals) => totals.AddClassScores(_scores, batch);

    public override void Score(LayerRows output, Matrix scores)
    {
        _output = output;
        Compare(output);
        _score.Run(output.Count);
        for (int row = 0; row < output.Count; row++)
        {
            _scores.Row(row).CopyTo(scores.Row(row));
        }
    }

    private void Compare(LayerRows output)
    {
        _unit.Refresh();
        _product.Multiply(output.Rows, output.Count, output.Groups, _unit.Layer.Weights, _cosines);
    }

    private float Inverse(int row) => PrototypeScores.InverseLength(_output.SquaredLengths[row]);

    // The cosines' shares in the score of their class take the place of slopes for now.
    private void ScoreRow(int row)
    {
        Span<float> cosines = _cosines.Row(row);
        Span<float> shares = _slopes.Values.Row(row);
        Span<float> scores = _scores.Row(row);
        TensorPrimitives.Multiply(cosines, Inverse(row), cosines);
        int count = _objective.PrototypesPerClass;
        for (int label = 0; label < scores.Length; label++)
        {
            scores[label] = PrototypeScores.Join(cosines.Slice(label * count, count), _objective.Gamma, shares.Slice(label * count, count), out _);
        }
    }

    private void EvaluateRow(int row)
    {
        ScoreRow(row);
        Span<float> ofScores = _scoreSlopes.Row(row);
        _losses[row] = PrototypeScores.Loss(_scores.Row(row), _batch.Labels[row], _objective.Margin, _objective.Temperature, ofScores);
        float inverse = Inverse(row);
        Span<float> slopes = _slopes.Values.Row(row);
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
        TensorPrimitives.MultiplyAdd(_output.Rows.Values.Row(row), -_along[row] * Inverse(row), gradient, gradient);
    }
}
