using System.Numerics.Tensors;

namespace Engram.Objectives;

/// <summary>
/// G = max |h|. ∂G/∂h is sign(h) at the largest unit (the first of equals), 0 elsewhere, and 0 everywhere where G is 0.
/// </summary>
internal sealed class LInfNormGoodness : Goodness
{
    /// <inheritdoc/>
    public override string Name => "linf-norm";

    /// <summary>1: a single unit carries the whole goodness.</summary>
    public override float DefaultThreshold(int unitCount) => 1;

    internal override bool IsOfActiveUnits => true;

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations) => MathF.Abs(TensorPrimitives.MaxMagnitude(activations));

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination)
    {
        destination.Clear();
        if (goodness > 0)
        {
            int largest = TensorPrimitives.IndexOfMaxMagnitude(activations);
            destination[largest] = activations[largest] > 0 ? coefficient : -coefficient;
        }
    }
}
