using System.Numerics.Tensors;
using Engram.Kernels;

namespace Engram.Optimizers;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter 2019, arXiv 1711.05101) in PyTorch's form: parameters shrink by the learning rate times the
/// decay, then Adam takes its step.
/// </summary>
internal sealed class AdamWOptimizer : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "adamw";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots { get; } = ["first", "second"];

    /// <inheritdoc/>
    public override bool TakesWeightDecay => true;

    /// <inheritdoc/>
    public override StepFactors Prepare(in StepSettings settings)
    {
        AdamStep step = new(settings.LearningRate, settings.StepNumber);
        return new StepFactors(step.StepSize, step.RootScale, (float)(1 - (settings.LearningRate * settings.WeightDecay)));
    }

    /// <inheritdoc/>
    public override unsafe void Update(in ParameterStretch stretch, in StepFactors factors)
    {
        TensorPrimitives.Multiply(stretch.Values, factors.Third, stretch.Values);
        stretch.Kernels.Adam(
            stretch.ValuesStart, stretch.GradientStart, stretch.SlotStart(0), stretch.SlotStart(1), stretch.Length, new AdamStep(factors.First, factors.Second));
    }
}
