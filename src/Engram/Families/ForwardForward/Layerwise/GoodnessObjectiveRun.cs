using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Objectives.Losses;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.ForwardForward.Layerwise;

/// <summary>Goodness as an objective at work: the goodness of all rows, then the losses of pairs and the gradients of their two rows.</summary>
internal sealed class GoodnessObjectiveRun : ObjectiveRun
{
    private readonly GoodnessObjective _objective;
    private readonly float[] _goodness;
    private readonly float[] _losses;
    private readonly RowLoop _measure;
    private readonly RowLoop _evaluate;
    private LayerRows _output = null!;
    private LabelledBatch _batch = null!;
    private Matrix _outputGradient = null!;

    public GoodnessObjectiveRun(WorkerPool workers, GoodnessObjective objective, int maximumRows)
    {
        _objective = objective;
        _goodness = new float[maximumRows];
        _losses = new float[maximumRows];
        _measure = new RowLoop(workers, MeasureRow);
        _evaluate = new RowLoop(workers, EvaluateImage);
    }

    public override double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient)
    {
        Measure(output);
        (_batch, _outputGradient) = (batch, outputGradient.Values);
        _evaluate.Run(batch.ImageCount);
        double loss = 0;
        foreach (float ofRow in _losses.AsSpan(0, batch.RowCount))
        {
            loss += ofRow;
        }

        return loss;
    }

    public override void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step)
    {
    }

    public override void AddScores(LabelledBatch batch, EpochTotals totals)
    {
        for (int image = 0; image < batch.ImageCount; image++)
        {
            totals.PositiveGoodnessSum += _goodness[image];
            totals.NegativeGoodnessSum += _goodness[batch.ImageCount + image];
        }
    }

    public override void Score(LayerRows output, Matrix scores)
    {
        Measure(output);
        for (int row = 0; row < output.Count; row++)
        {
            scores.Row(row)[0] = _goodness[row];
        }
    }

    private void Measure(LayerRows output)
    {
        _output = output;
        _measure.Run(output.Count);
    }

    private void MeasureRow(int row) => _goodness[row] = _objective.Goodness.Value(_output.Rows.Values.Row(row), _output.SquaredLengths[row]);

    private void EvaluateImage(int image)
    {
        int negative = _batch.ImageCount + image;
        PairLossValue loss = _objective.Evaluate(_goodness[image], _goodness[negative]);
        (_losses[image], _losses[negative]) = (loss.Positive, loss.Negative);
        PassBack(image, loss.OfPositive);
        PassBack(negative, loss.OfNegative);
    }

    private void PassBack(int row, float slope) => _objective.Goodness.Gradient(
        _output.Rows.Values.Row(row), _goodness[row], slope / _batch.RowCount, _outputGradient.Row(row));
}
