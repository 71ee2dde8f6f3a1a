namespace Engram.Training;

/// <summary>How wrong labels are drawn. A negative never carries its image's true label.</summary>
public abstract class NegativePolicy
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Draws one wrong label per training image, at the start of an epoch.</summary>
    internal abstract void Draw(NegativeContext context, Span<int> wrongLabels);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>One of the other labels that may be drawn, each with the same chance.</summary>
    internal static int DrawUniform(RandomStream random, int trueLabel, ReadOnlySpan<int> trainedLabels)
    {
        int place = trainedLabels.IndexOf(trueLabel);
        return trainedLabels[(place + 1 + random.NextIndex(trainedLabels.Length - 1)) % trainedLabels.Length];
    }
}
