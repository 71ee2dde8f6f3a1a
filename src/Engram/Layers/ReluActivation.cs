using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>h = max(z, 0), the paper's activation function.</summary>
internal sealed unsafe class ReluActivation : ActivationFunction
{
    /// <inheritdoc/>
    public override string Name => "relu";

    internal override float Apply(KernelTable kernels, Matrix values, int row, float* bias, ulong* activeUnits) =>
        kernels.Rectify(values.RowStart(row), bias, values.Stride, activeUnits);

    internal override float ApplyOverlaid(
        KernelTable kernels,
        ReadOnlySpan<float> product,
        ReadOnlySpan<float> overlay,
        float scale,
        Matrix values,
        int row,
        float* bias,
        ulong* activeUnits)
    {
        fixed (float* productStart = product)
        fixed (float* overlayStart = overlay)
        {
            return kernels.RectifyOverlaid(productStart, overlayStart, scale, bias, values.RowStart(row), values.Stride, activeUnits);
        }
    }

    internal override bool IsSilentWithoutInput(ReadOnlySpan<float> biases) => TensorPrimitives.Max(biases) <= 0;

    internal override float DriveOf(float activation) => activation;

    // Goodness gradients are zero wherever the activation is, which is where the slope is zero.
    internal override void Backward(ReadOnlySpan<float> activations, Span<float> gradient, float scale)
    {
    }
}
