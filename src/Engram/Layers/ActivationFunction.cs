using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Tensors;

namespace Engram.Layers;

/// <summary>What turns a unit's drive z into its activation h.</summary>
internal abstract unsafe class ActivationFunction
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// values = f(values + bias) for the row's units, padding left at zero; one bit per unit tells whether it is active.
    /// Returns Σ h².
    /// </summary>
    internal abstract float Apply(KernelTable kernels, Matrix values, int row, float* bias, ulong* activeUnits);

    /// <summary>The same where the row's drive is (product + overlay) · scale, each of as many values as the row with its padding.</summary>
    internal virtual float ApplyOverlaid(
        KernelTable kernels,
        ReadOnlySpan<float> product,
        ReadOnlySpan<float> overlay,
        float scale,
        Matrix values,
        int row,
        float* bias,
        ulong* activeUnits)
    {
        TensorPrimitives.AddMultiply(product, overlay, scale, values.PaddedRow(row));
        return Apply(kernels, values, row, bias, activeUnits);
    }

    /// <summary>Whether rows of units with these biases are silent where no input is active.</summary>
    internal virtual bool IsSilentWithoutInput(ReadOnlySpan<float> biases) => false;

    /// <summary>A drive that gives an activation in the range of f, its ends included.</summary>
    internal abstract float DriveOf(float activation);

    /// <summary>gradient = gradient · f′, with f′ expressed through the activation, where gradient does not vanish with it.</summary>
    /// <param name="activations">Activations of one row as <see cref="Apply"/> left them.</param>
    /// <param name="gradient">∂L/∂h on entry, ∂L/∂z on return.</param>
    /// <param name="scale">What turns a stored activation into f: below 1 where dropout has scaled it up.</param>
    internal abstract void Backward(ReadOnlySpan<float> activations, Span<float> gradient, float scale = 1);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
