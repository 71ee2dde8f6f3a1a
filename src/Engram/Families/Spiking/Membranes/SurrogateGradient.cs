using Engram.Tensors;

namespace Engram.Families.Spiking.Membranes;

/// <summary>
/// What stands for the derivative of a spike, S = 1 where U &gt; θ and otherwise 0, whose own is zero or infinite: a function of U − θ that has its peak at the
/// threshold.
/// </summary>
internal abstract class SurrogateGradient
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>How steep it is unless a spec says otherwise.</summary>
    public abstract float DefaultSlope { get; }

    /// <summary>Goes back through the steps of a row with it.</summary>
    /// <inheritdoc cref="MembraneGradient.PassBack{T}"/>
    public abstract unsafe MembraneGradient PassBack(in MembranePast past, float slope, float* countGradient, Matrix delta, int firstRow, float* dots);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
