namespace Engram.Optimizers;

/// <summary>The steps that an optimizer takes in a phase.</summary>
internal sealed class OptimizerSteps(Optimizer optimizer, LearningRates rates, StepSettings settings)
{
    /// <summary>Whether parameters without a gradient stay as they are while their slots are zero.</summary>
    public bool KeepsUntouched => optimizer.KeepsUntouched(settings);

    /// <summary>
    /// The step from which on parameters that a step without a gradient leaves as they are, bit for bit, are left so by all such steps that follow; null
    /// where that is not proved.
    /// </summary>
    public long? RestsFromStep => optimizer.RestsFromStep is { } proved && rates.NeverGrowsFromStep is { } falling ? Math.Max(proved, falling) : null;

    /// <summary>A step, counted from 1.</summary>
    public OptimizerStep this[long number] =>
        new(optimizer, optimizer.Prepare(settings with { LearningRate = rates[number], StepNumber = number }));
}
