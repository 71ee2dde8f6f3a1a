namespace Engram.Labels;

/// <summary>How the goodness of all labels in one layer counts towards the predicted label.</summary>
public abstract class PredictionRule
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Adds one layer's say to the scores of the labels; the label with the largest score is predicted.</summary>
    /// <param name="goodness">Goodness of one image with each label.</param>
    /// <param name="scores">One score per label.</param>
    public abstract void Add(ReadOnlySpan<float> goodness, Span<float> scores);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
