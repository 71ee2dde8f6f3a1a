namespace Engram.Labels;

/// <summary>How wrong labels are drawn. A negative never carries its image's true label.</summary>
public abstract class NegativePolicy
{
    /// <summary>Name for specs and files.</summary>
    public abstract string Name { get; }

    /// <summary>Draws one wrong label per training image, at the start of an epoch.</summary>
    /// <param name="context">What may be looked at.</param>
    /// <param name="wrongLabels">Holds the labels of the epoch before, and receives those of this one: for each image one of the trained labels, not its own.</param>
    public abstract void Draw(NegativeContext context, Span<int> wrongLabels);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;

    /// <summary>Draws a wrong label for every image, each with the same chance.</summary>
    private protected static void DrawUniform(RandomStream random, NegativeContext context, Span<int> wrongLabels)
    {
        for (int sample = 0; sample < wrongLabels.Length; sample++)
        {
            wrongLabels[sample] = DrawUniform(random, context.Train.Labels[sample], context.TrainedLabels);
        }
    }

    /// <summary>An index, drawn in proportion to the weights; null where none has any.</summary>
    private protected static int? DrawInProportion(RandomStream random, ReadOnlySpan<float> weights)
    {
        double sum = 0;
        foreach (float weight in weights)
        {
            sum += weight;
        }

        if (!(sum > 0))
        {
            return null;
        }

        double remaining = random.NextFloat() * sum;
        int drawn = 0;
        for (int index = 0; index < weights.Length && remaining >= 0; index++)
        {
            drawn = weights[index] > 0 ? index : drawn;
            remaining -= weights[index];
        }

        return drawn;
    }

    /// <summary>One of the other labels that may be drawn, each with the same chance.</summary>
    /// <param name="random">Where the chance comes from.</param>
    /// <param name="trueLabel">The label that is not drawn.</param>
    /// <param name="trainedLabels">The labels that may be drawn, ascending.</param>
    public static int DrawUniform(RandomStream random, int trueLabel, ReadOnlySpan<int> trainedLabels)
    {
        int place = trainedLabels.IndexOf(trueLabel);
        return trainedLabels[(place + 1 + random.NextIndex(trainedLabels.Length - 1)) % trainedLabels.Length];
    }
}
