using System.Numerics.Tensors;
using Engram.Kernels;

namespace Engram.Objectives;

/// <summary>G = Σ h² / n over n units. ∂G/∂h = 2h / n.</summary>
internal sealed class MeanSquareGoodness : Goodness
{
    /// <inheritdoc/>
    public override string Name => "mean-square";

    /// <summary>9 / n: with inputs of unit length, the mean that belongs to a norm of 3.</summary>
    public override float DefaultThreshold(int unitCount) => 9f / unitCount;

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations) => RowSums.OfSquares(activations) / activations.Length;

    /// <inheritdoc/>
    public override float Value(ReadOnlySpan<float> activations, float sumOfSquares) => sumOfSquares / activations.Length;

    /// <inheritdoc/>
    public override void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination) =>
        TensorPrimitives.Multiply(activations, 2 * coefficient / activations.Length, destination);
}
