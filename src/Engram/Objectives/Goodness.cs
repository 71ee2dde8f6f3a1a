namespace Engram.Objectives;

/// <summary>
/// A goodness function: a scalar of one layer's activations that training raises for positive samples and lowers for
/// negative ones. Named by its formula.
/// </summary>
public abstract class Goodness
{
    /// <summary>Name for specs and files, for example <c>l2-norm</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The threshold θ that fits this statistic in a layer of <paramref name="unitCount"/> units.</summary>
    public abstract float DefaultThreshold(int unitCount);

    /// <summary>
    /// Whether value and gradient of a sample follow from its active units and Σ activations² alone, whatever the number of units: then
    /// a layer may be trained without units that are never active.
    /// </summary>
    internal virtual bool IsOfActiveUnits => false;

    /// <summary>Goodness of one sample.</summary>
    /// <param name="activations">Activations of all units, none negative.</param>
    public abstract float Value(ReadOnlySpan<float> activations);

    /// <summary>Goodness of one sample whose Σ activations² is known already.</summary>
    /// <param name="activations">Activations of all units, none negative.</param>
    /// <param name="sumOfSquares">Σ activations².</param>
    public virtual float Value(ReadOnlySpan<float> activations, float sumOfSquares) => Value(activations);

    /// <summary>
    /// destination = coefficient · ∂G/∂activations. Zero for units that are not active, so that the derivative of the
    /// rectifier need not be applied.
    /// </summary>
    /// <param name="activations">Activations of all units.</param>
    /// <param name="goodness">Their goodness, as <see cref="Value(ReadOnlySpan{float})"/> returned it.</param>
    /// <param name="coefficient">What the gradient is multiplied with.</param>
    /// <param name="destination">Receives the gradient, one value per unit.</param>
    public abstract void Gradient(ReadOnlySpan<float> activations, float goodness, float coefficient, Span<float> destination);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
