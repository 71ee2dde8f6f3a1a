using Engram.Kernels;

namespace Engram.Optimizers;

/// <summary>Adam (Kingma and Ba 2015, arXiv 1412.6980) in PyTorch's form: running means of the gradient and of its square.</summary>
internal sealed class AdamOptimizer : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots { get; } = ["first", "second"];

    // Without a gradient |m| shrinks by a tenth per step and √v by a two-thousandth. Bias correction makes steps grow while there have been
    // few: |m|/√v of a silent unit shrinks from the sixth on.
    internal override long? RestsFromStep => 10;

    /// <inheritdoc/>
    public override StepFactors Prepare(in StepSettings settings)
    {
        AdamStep step = new(settings.LearningRate, settings.StepNumber);
        return new StepFactors(step.StepSize, step.RootScale);
    }

    /// <inheritdoc/>
    public override unsafe void Update(in ParameterStretch stretch, in StepFactors factors) => stretch.Kernels.Adam(
        stretch.ValuesStart, stretch.GradientStart, stretch.SlotStart(0), stretch.SlotStart(1), stretch.Length, new AdamStep(factors.First, factors.Second));

    internal override bool KeepsUntouched(in StepSettings settings) => true;
}
