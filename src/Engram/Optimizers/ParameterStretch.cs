using Engram.Kernels;

namespace Engram.Optimizers;

/// <summary>Neighbouring numbers of one parameter, with their gradient and their slots. There are 16 of them or a multiple of it.</summary>
public readonly unsafe ref struct ParameterStretch
{
    private readonly float** _slots;

    internal ParameterStretch(KernelTable kernels, float* values, float* gradient, float** slots, int length)
    {
        Kernels = kernels;
        ValuesStart = values;
        GradientStart = gradient;
        _slots = slots;
        Length = length;
    }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; }

    /// <summary>The parameters.</summary>
    public Span<float> Values => new(ValuesStart, Length);

    /// <summary>The loss's slope with respect to each of them.</summary>
    public Span<float> Gradient => new(GradientStart, Length);

    /// <summary>What the optimizer remembers of each of them.</summary>
    /// <param name="index">Index of the slot in <see cref="Optimizer.Slots"/>.</param>
    public Span<float> Slot(int index) => new(SlotStart(index), Length);

    internal KernelTable Kernels { get; }

    internal float* ValuesStart { get; }

    internal float* GradientStart { get; }

    internal float* SlotStart(int index) => _slots[index];
}
