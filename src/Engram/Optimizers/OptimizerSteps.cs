namespace Engram.Optimizers;

/// <summary>The steps that an optimizer takes on a layer, with the learning rate of each.</summary>
internal sealed class OptimizerSteps(Optimizer optimizer, double learningRate)
{
    /// <summary>Whether parameters without a gradient stay as they are while their slots are zero.</summary>
    public bool KeepsUntouched => optimizer.KeepsUntouched;

    /// <summary>
    /// The step from which on parameters that a step without a gradient leaves as they are, bit for bit, are left so by all such steps that follow; null
    /// where that is not proved.
    /// </summary>
    public long? RestsFromStep => optimizer.RestsFromStep;

    /// <summary>A step, counted from 1.</summary>
    public OptimizerStep this[long number] => new(optimizer, optimizer.Prepare(learningRate, number));
}
