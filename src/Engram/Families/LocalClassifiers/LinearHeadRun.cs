using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.LocalClassifiers;

/// <summary>A layer's linear head at work.</summary>
internal sealed class LinearHeadRun(KernelTable kernels, WorkerPool workers, LinearHeadObjective objective, int maximumRows) : ObjectiveRun
{
    private readonly HeadProduct _product = new(kernels, workers, objective.Head, maximumRows);
    private ClassifierHead? _training;

    /// <summary>What trains the head; made when it is first asked for.</summary>
    internal ClassifierHead Training => _training ??= new ClassifierHead(kernels, workers, objective.Head, maximumRows);

    public override double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient) =>
        Training.Evaluate(output.Rows, batch, outputGradient.Values);

    public override void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step) =>
        Training.Update(output.Rows, batch, slots, step);

    public override void AddScores(LabelledBatch batch, EpochTotals totals) => totals.AddClassScores(Training.Logits, batch);

    public override void Score(LayerRows output, Matrix scores) => _product.Multiply(output.Rows, output.Count, scores);
}
