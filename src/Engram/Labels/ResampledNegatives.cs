namespace Engram.Labels;

/// <summary>Wrong labels drawn anew every epoch.</summary>
internal sealed class ResampledNegatives : NegativePolicy
{
    /// <inheritdoc/>
    public override string Name => "resampled";

    /// <inheritdoc/>
    public override void Draw(NegativeContext context, Span<int> wrongLabels) => DrawUniform(context.EpochStream(), context, wrongLabels);
}
