using Engram.Labels;
using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;

namespace Engram.Models.Layerwise;

/// <summary>An objective at work. It keeps its work space, so that nothing is allocated from call to call.</summary>
internal abstract class ObjectiveRun
{
    /// <summary>Evaluates the loss of a batch.</summary>
    /// <param name="output">The layer's activations.</param>
    /// <param name="batch">The labels of their rows.</param>
    /// <param name="outputGradient">Receives ∂/∂activations of the rows' mean loss in its values; its bits are left as they are.</param>
    /// <returns>The sum of the rows' losses.</returns>
    public abstract double Evaluate(LayerRows output, LabelledBatch batch, ActiveRows outputGradient);

    /// <summary>Takes a step with its own parameters, from the last <see cref="Evaluate"/>.</summary>
    /// <param name="output">The same activations.</param>
    /// <param name="batch">The same batch.</param>
    /// <param name="slots">The objective's parameters, in their order, with what the optimizer remembers of them.</param>
    /// <param name="step">The optimizer's step.</param>
    public abstract void Update(LayerRows output, LabelledBatch batch, LayerSlots slots, OptimizerStep step);

    /// <summary>Adds the scores of the last <see cref="Evaluate"/> to those of an epoch: of the true label, and of wrong ones.</summary>
    public abstract void AddScores(LabelledBatch batch, EpochTotals totals);

    /// <summary>Scores rows, whatever their labels.</summary>
    /// <param name="output">The layer's activations.</param>
    /// <param name="scores">Receives [rows, <see cref="LayerObjective.ScoreCount"/>].</param>
    public abstract void Score(LayerRows output, Matrix scores);
}
