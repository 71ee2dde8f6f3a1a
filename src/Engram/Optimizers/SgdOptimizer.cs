using System.Numerics;
using Engram.Kernels;

namespace Engram.Optimizers;

/// <summary>
/// Stochastic gradient descent with momentum in PyTorch's form: g = gradient + decay · p, v = momentum · v + g, p = p − learning rate · v.
/// </summary>
internal sealed class SgdOptimizer : Optimizer
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots { get; } = ["momentum"];

    /// <inheritdoc/>
    public override bool TakesWeightDecay => true;

    /// <inheritdoc/>
    public override bool TakesMomentum => true;

    /// <inheritdoc/>
    public override StepFactors Prepare(in StepSettings settings) =>
        new((float)-settings.LearningRate, (float)settings.Momentum, (float)settings.WeightDecay);

    /// <inheritdoc/>
    // A fused multiply-add rounds once on every machine, whatever the width of its vectors.
    public override unsafe void Update(in ParameterStretch stretch, in StepFactors factors)
    {
        Vector<float> rate = new(factors.First), momentum = new(factors.Second), decay = new(factors.Third), least = new(AdamStep.LeastMoment);
        float* values = stretch.ValuesStart;
        float* gradient = stretch.GradientStart;
        float* slot = stretch.SlotStart(0);
        for (int index = 0; index < stretch.Length; index += Vector<float>.Count)
        {
            Vector<float> value = Vector.Load(values + index);
            Vector<float> slope = Vector.FusedMultiplyAdd(decay, value, Vector.Load(gradient + index));
            Vector<float> velocity = Vector.FusedMultiplyAdd(momentum, Vector.Load(slot + index), slope);

            // That of a unit which has fallen silent would shrink to numbers with which processors take longer, and never to zero. NaN stays.
            velocity = Vector.ConditionalSelect(Vector.LessThan(Vector.Abs(velocity), least), Vector<float>.Zero, velocity);
            Vector.Store(velocity, slot + index);
            Vector.Store(Vector.FusedMultiplyAdd(rate, velocity, value), values + index);
            Vector.Store(Vector<float>.Zero, gradient + index);
        }
    }

    internal override bool KeepsUntouched(in StepSettings settings) => settings.WeightDecay == 0;
}
