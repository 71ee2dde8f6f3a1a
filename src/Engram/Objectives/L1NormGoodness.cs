using Engram.Kernels;

namespace Engram.Objectives;

/// <summary>G = Σ |h|. ∂G/∂h = sign(h), which is 0 for silent units.</summary>
internal sealed class L1NormGoodness : Goodness
{
    /// <inheritdoc/>
    public override string Name => "l1-norm";

    /// <summary>√n, the norm of activations of 1/√n each.</summary>
    public override float DefaultThreshold(int unitCount) => MathF.Sqrt(unitCount);

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations) => RowSums.OfMagnitudes(activations);

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination)
    {
        for (int unit = 0; unit < activations.Length; unit++)
        {
            // Not MathF.Sign, which throws on NaN: the loss is to stop the training, with a sentence that says where.
            float activation = activations[unit];
            destination[unit] = activation > 0 ? coefficient : activation < 0 ? -coefficient : 0;
        }
    }
}
