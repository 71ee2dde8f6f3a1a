using Engram.Layers;
using Engram.Optimizers;
using Engram.Tensors;

namespace Engram.Models.Layerwise;

/// <summary>A layer at work. It keeps its work space, so that nothing is allocated from call to call.</summary>
internal abstract class LayerRun
{
    /// <summary>The activations of the last <see cref="Forward"/>.</summary>
    public abstract LayerRows Output { get; }

    /// <summary>The same as analyses and metrics see it: one number for each view unit of the layer's shape, not normalized.</summary>
    public virtual ActiveRows View => Output.Rows;

    /// <summary>Computes the activations of all rows.</summary>
    /// <param name="input">What the layer below passes on, or images.</param>
    /// <param name="learns">
    /// Whether this is a step of the layer's own training. A layer that normalizes batches then takes the batch's statistics, and otherwise those that
    /// it has kept.
    /// </param>
    public abstract void Forward(LayerRows input, bool learns);

    /// <summary>Whether the layer adds weights of inputs that fire, and multiplies none.</summary>
    public virtual bool IsDrivenBySpikes(LayerRows input) => input.Spikes is not null;

    /// <summary>How many events of a row drive the layer, after a <see cref="Forward"/> of that input.</summary>
    public virtual int CountInputEvents(LayerRows input, int row) => input.CountEvents(row);

    /// <summary>Takes a step after a <see cref="Forward"/> that learns, while <see cref="Output"/> is as that left it.</summary>
    /// <param name="input">The same input.</param>
    /// <param name="outputGradient">∂loss/∂output; its values are used up.</param>
    /// <param name="slots">The layer's trained parameters, in their order, with what the optimizer remembers of them.</param>
    /// <param name="step">The optimizer's step.</param>
    public abstract void Update(LayerRows input, ActiveRows outputGradient, LayerSlots slots, OptimizerStep step);
}
