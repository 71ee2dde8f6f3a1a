namespace Engram.Labels;

/// <summary>One wrong label per image, drawn once per run: the reference's choice.</summary>
internal sealed class FixedNegatives : NegativePolicy
{
    /// <inheritdoc/>
    public override string Name => "fixed";

    /// <inheritdoc/>
    public override void Draw(NegativeContext context, Span<int> wrongLabels)
    {
        RandomStream random = context.RunStream();
        for (int sample = 0; sample < wrongLabels.Length; sample++)
        {
            wrongLabels[sample] = DrawUniform(random, context.Train.Labels[sample], context.TrainedLabels);
        }
    }
}
