using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.LocalObjectives;

/// <summary>An objective that was registered by name, at work on one layer.</summary>
internal sealed unsafe class NamedObjectiveRun : ObjectiveRun
{
    private readonly KernelTable _kernels;
    private readonly WorkerPool _workers;
    private readonly NamedObjective _objective;
    private readonly Matrix _scores;
    private readonly RowLoop _score;
    private Matrix[] _gradients = [];
    private ObjectiveBatch? _view;
    private LayerRows _output = null!;

    public NamedObjectiveRun(KernelTable kernels, WorkerPool workers, NamedObjective objective, int maximumRows)
    {
        _kernels = kernels;
        _workers = workers;
        _objective = objective;
        _scores = new Matrix(maximumRows, objective.ScoreCount);
        _score = new RowLoop(workers, ScoreRow);
    }

    public override double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient)
    {
        Score(output);
        ObjectiveBatch view = _view ??= CreateView();
        view.Begin(output, batch, outputGradient);
        return _objective.Objective.Evaluate(view);
    }

    public override void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step)
    {
        foreach ((ParameterSlots parameter, Matrix gradient) in slots.All.Zip(_gradients))
        {
            parameter.Update(_kernels, step, panel: 0, row: 0, gradient.Start, gradient.Stride);
        }
    }

    public override void AddScores(LabelledBatch batch, EpochTotals totals)
    {
        if (!_objective.Objective.LabelsInInput)
        {
            totals.AddClassScores(_scores, batch);
            return;
        }

        for (int image = 0; image < batch.ImageCount; image++)
        {
            totals.PositiveGoodnessSum += _scores.Row(image)[0];
            totals.NegativeGoodnessSum += _scores.Row(batch.ImageCount + image)[0];
        }
    }

    public override void Score(LayerRows output, Matrix scores)
    {
        Score(output);
        for (int row = 0; row < output.Count; row++)
        {
            _scores.Row(row).CopyTo(scores.Row(row));
        }
    }

    // What only a training needs is made when it is first asked for.
    private ObjectiveBatch CreateView()
    {
        _gradients = [.. _objective.Parameters.Select(parameter => new Matrix(1, parameter.Row.Columns))];
        return new ObjectiveBatch(_workers, _objective.Values, _scores, _gradients);
    }

    private void Score(LayerRows output)
    {
        _output = output;
        _score.Run(output.Count);
    }

    private void ScoreRow(int row)
    {
        Span<float> scores = _scores.Row(row);
        scores.Clear();
        _objective.Objective.Score(_output.Rows.Values.Row(row), _objective.Values, scores);
    }
}
