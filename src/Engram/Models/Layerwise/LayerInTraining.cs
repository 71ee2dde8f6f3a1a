using Engram.Kernels;
using Engram.Labels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>A layer and its objective in training: their work space, and what the optimizer remembers of them.</summary>
internal sealed class LayerInTraining
{
    /// <param name="kernels">Arithmetic.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="state">The training.</param>
    /// <param name="network">Its network.</param>
    /// <param name="index">0-based index of the layer.</param>
    /// <param name="maximumRows">Rows of a batch.</param>
    /// <param name="passOn">What becomes of a row once the layer has learned from it.</param>
    public LayerInTraining(
        KernelTable kernels, WorkerPool workers, TrainingState state, LayerwiseNetwork network, int index, int maximumRows, Action<LayerInTraining, int> passOn)
    {
        TrainableLayer layer = network.Layers[index];
        LayerObjective objective = network.Objectives[index];
        Index = index;
        Run = layer.CreateRun(kernels, workers, maximumRows);
        Objective = objective.CreateRun(kernels, workers, maximumRows);
        Steps = state.Steps(index);
        Slots = state.Slots(layer.Parameters);
        ObjectiveSlots = state.Slots(objective.Parameters);
        OutputGradient = new ActiveRows(maximumRows, Run.Output.Rows.Values.Columns);
        Activity = new RowActivity(Run.View, maximumRows);
        PassOn = new RowLoop(workers, row => passOn(this, row));
    }

    /// <summary>0-based index of the layer.</summary>
    public int Index { get; }

    /// <summary>The layer.</summary>
    public LayerRun Run { get; }

    /// <summary>What it is taught.</summary>
    public ObjectiveRun Objective { get; }

    /// <summary>The optimizer's steps on both.</summary>
    public OptimizerSteps Steps { get; }

    /// <summary>The layer's trained parameters.</summary>
    public LayerSlots Slots { get; }

    /// <summary>The objective's.</summary>
    public LayerSlots ObjectiveSlots { get; }

    /// <summary>∂loss/∂output of the step under way.</summary>
    public ActiveRows OutputGradient { get; }

    /// <summary>Which units the rows activate.</summary>
    public RowActivity Activity { get; }

    /// <summary>Makes of the layer's activations what it passes on.</summary>
    public RowLoop PassOn { get; }

    /// <summary>Adds what a step saw to an epoch's totals.</summary>
    public void AddTo(EpochTotals totals, LabelledBatch batch, double loss)
    {
        totals.LossSum += loss;
        Objective.AddScores(batch, totals);
        Activity.AddTo(totals, batch.ImageCount);
    }
}
