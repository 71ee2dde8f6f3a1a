namespace Engram.Labels;

/// <summary>One wrong label per image, drawn once per run: the reference's choice.</summary>
internal sealed class FixedNegatives : NegativePolicy
{
    /// <inheritdoc/>
    public override string Name => "fixed";

    /// <inheritdoc/>
    public override void Draw(NegativeContext context, Span<int> wrongLabels) => DrawUniform(context.RunStream(), context, wrongLabels);
}
