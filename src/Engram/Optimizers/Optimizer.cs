namespace Engram.Optimizers;

/// <summary>
/// How parameters follow their gradient. It has no state: what it remembers of a parameter are the parameter's slots, numbers of the same form, which
/// begin as zeros and stand in checkpoints under their names.
/// </summary>
public abstract class Optimizer
{
    /// <summary>Name for specs and checkpoints.</summary>
    public abstract string Name { get; }

    /// <summary>Names of its slots, in the order in which <see cref="ParameterStretch.Slot"/> counts them.</summary>
    public abstract IReadOnlyList<string> Slots { get; }

    /// <summary>Whether it takes a weight decay.</summary>
    public virtual bool TakesWeightDecay => false;

    /// <summary>Whether it takes a momentum.</summary>
    public virtual bool TakesMomentum => false;

    /// <summary>Computes what one step uses for all parameters alike.</summary>
    public abstract StepFactors Prepare(in StepSettings settings);

    /// <summary>
    /// Takes one step on a stretch of parameters, and leaves zeros where the gradient was. Called on several threads, for other stretches. Every
    /// parameter is to be computed by itself, so that results do not depend on where stretches end; zeros without a gradient stay zeros.
    /// </summary>
    public abstract void Update(in ParameterStretch stretch, in StepFactors factors);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>Whether parameters without a gradient stay as they are while their slots are zero.</summary>
    internal virtual bool KeepsUntouched(in StepSettings settings) => false;

    /// <summary>
    /// The step from which on this is proved: parameters that a step without a gradient leaves as they are, bit for bit, are left so by all such steps that
    /// follow, as long as the learning rate does not grow. Null where there is no proof.
    /// </summary>
    internal virtual long? RestsFromStep => null;
}
