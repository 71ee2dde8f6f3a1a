namespace Engram.Optimizers;

/// <summary>One step of an optimizer.</summary>
internal readonly struct OptimizerStep(Optimizer optimizer, StepFactors factors)
{
    private readonly StepFactors _factors = factors;

    /// <summary>Takes the step on a stretch of parameters.</summary>
    public void Update(in ParameterStretch stretch) => optimizer.Update(stretch, _factors);
}
