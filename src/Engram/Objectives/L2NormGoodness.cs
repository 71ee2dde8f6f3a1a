using System.Numerics.Tensors;
using Engram.Kernels;

namespace Engram.Objectives;

/// <summary>G = ‖h‖₂, the paper's goodness. ∂G/∂h = h / G, and 0 where G is 0.</summary>
internal sealed class L2NormGoodness : Goodness
{
    /// <inheritdoc/>
    public override string Name => "l2-norm";

    /// <summary>3, the paper's threshold.</summary>
    public override float DefaultThreshold(int unitCount) => 3;

    internal override bool IsOfActiveUnits => true;

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations) => MathF.Sqrt(RowSums.OfSquares(activations));

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations, float sumOfSquares) => MathF.Sqrt(sumOfSquares);

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination) =>
        TensorPrimitives.Multiply(activations, goodness > 0 ? coefficient / goodness : 0, destination);
}
