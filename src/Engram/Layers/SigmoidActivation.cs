using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>h = 1 / (1 + e⁻ᶻ). Its slope is h(1 − h). Every unit is active.</summary>
internal sealed unsafe class SigmoidActivation : ActivationFunction
{
    private const float LargestDrive = 200;

    /// <inheritdoc/>
    public override string Name => "sigmoid";

    internal override float Apply(KernelTable kernels, Matrix values, int row, float* bias, ulong* activeUnits)
    {
        Span<float> units = values.Row(row);
        TensorPrimitives.Add(units, new ReadOnlySpan<float>(bias, units.Length), units);
        TensorPrimitives.Sigmoid(units, units);
        kernels.CollectActive(values.RowStart(row), values.Stride, activeUnits);
        return kernels.SumOfSquares(values.RowStart(row), values.Stride);
    }

    // Of a drive that is far enough below zero a float keeps nothing: 1 / (1 + e²⁰⁰) is 0.
    internal override float DriveOf(float activation) => Math.Clamp(MathF.Log(activation / (1 - activation)), -LargestDrive, LargestDrive);

    internal override void Backward(ReadOnlySpan<float> activations, Span<float> gradient, float scale)
    {
        for (int unit = 0; unit < gradient.Length; unit++)
        {
            float activation = activations[unit] * scale;
            gradient[unit] *= activation * (1 - activation);
        }
    }
}
