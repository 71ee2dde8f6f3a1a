using System.Numerics.Tensors;
using Engram.Kernels;

namespace Engram.Objectives;

/// <summary>G = Σ h². ∂G/∂h = 2h.</summary>
internal sealed class SumOfSquaresGoodness : Goodness
{
    /// <inheritdoc/>
    public override string Name => "sum-of-squares";

    /// <summary>9: with inputs of unit length, the square of the threshold that fits the norm.</summary>
    public override float DefaultThreshold(int unitCount) => 9;

    internal override bool IsOfActiveUnits => true;

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations) => RowSums.OfSquares(activations);

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations, float sumOfSquares) => sumOfSquares;

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination) =>
        TensorPrimitives.Multiply(activations, 2 * coefficient, destination);
}
