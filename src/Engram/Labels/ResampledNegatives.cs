namespace Engram.Labels;

/// <summary>Wrong labels drawn anew every epoch.</summary>
internal sealed class ResampledNegatives : NegativePolicy
{
    /// <inheritdoc/>
    public override string Name => "resampled";

    /// <inheritdoc/>
    public override void Draw(NegativeContext context, Span<int> wrongLabels)
    {
        RandomStream random = context.EpochStream();
        for (int sample = 0; sample < wrongLabels.Length; sample++)
        {
            wrongLabels[sample] = DrawUniform(random, context.Train.Labels[sample], context.TrainedLabels);
        }
    }
}
