using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Hyperspherical;

/// <summary>Prototypes at work.</summary>
internal sealed class PrototypeRun : ObjectiveRun
{
    private readonly PrototypeCosines _cosines;
    private readonly Func<PrototypeTraining> _createTraining;
    private readonly RowLoop _score;
    private PrototypeTraining? _training;
    private Matrix _scores = null!;

    public PrototypeRun(KernelTable kernels, WorkerPool workers, PrototypeObjective objective, int maximumRows)
    {
        _cosines = new PrototypeCosines(kernels, workers, objective, maximumRows);
        _createTraining = () => new PrototypeTraining(kernels, workers, objective, _cosines, maximumRows);
        _score = new RowLoop(workers, row => _cosines.Score(row, _scores.Row(row), _cosines.Row(row)));
    }

    // Made when it is first asked for: a prediction needs none.
    private PrototypeTraining Training => _training ??= _createTraining();

    public override double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient) => Training.Evaluate(output, batch, outputGradient);

    public override void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step) => Training.Update(output, batch, slots, step);

    public override void AddScores(LabelledBatch batch, EpochTotals totals) => totals.AddClassScores(Training.Scores, batch);

    public override void Score(LayerRows output, Matrix scores)
    {
        _scores = scores;
        _cosines.Compare(output);
        _score.Run(output.Count);
    }
}
