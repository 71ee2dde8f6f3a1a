namespace Engram.Objectives.Losses;

/// <summary>What two rows of one image cost: the one with its own label and the one with a wrong label, from the goodness G⁺ and G⁻ of both.</summary>
internal abstract class PairLoss
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Whether θ matters; otherwise the two are compared with each other, and α matters.</summary>
    public virtual bool UsesThreshold => false;

    /// <summary>The loss of each row of a pair, and its slopes; the loss of a batch is the mean over all rows.</summary>
    /// <param name="positive">G⁺.</param>
    /// <param name="negative">G⁻.</param>
    /// <param name="threshold">θ.</param>
    /// <param name="scale">α.</param>
    public abstract PairLossValue Evaluate(float positive, float negative, float threshold, float scale);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}

/// <summary>A pair's loss.</summary>
/// <param name="Positive">What the row with the right label costs.</param>
/// <param name="Negative">What the row with the wrong label costs.</param>
/// <param name="OfPositive">The slope of both together by G⁺.</param>
/// <param name="OfNegative">That by G⁻.</param>
internal readonly record struct PairLossValue(float Positive, float Negative, float OfPositive, float OfNegative);
