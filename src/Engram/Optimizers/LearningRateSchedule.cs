namespace Engram.Optimizers;

/// <summary>How the learning rate goes on after warm-up, in a phase of a training: where layers are trained one by one, for each of them.</summary>
public abstract class LearningRateSchedule
{
    /// <summary>Name for specs.</summary>
    public abstract string Name { get; }

    /// <summary>The share of the learning rate that holds when so much of the steps is behind.</summary>
    /// <param name="progress">Share of the steps taken, from 0 to below 1.</param>
    public abstract double Factor(double progress);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>Whether a factor is never larger than an earlier one.</summary>
    internal virtual bool NeverGrows => false;
}
