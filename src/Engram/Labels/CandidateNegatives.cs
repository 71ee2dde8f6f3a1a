namespace Engram.Labels;

/// <summary>
/// Wrong labels chosen in every step, by the goodness that the network gives to a few of them for each image at that moment. Their first choice, at the
/// start of an epoch, is left to chance, and nothing but a step's own choice is ever shown.
/// </summary>
internal abstract class CandidateNegatives : NegativePolicy
{
    /// <inheritdoc/>
    public sealed override void Draw(NegativeContext context, Span<int> wrongLabels) => DrawUniform(context.EpochStream(), context, wrongLabels);

    /// <summary>How many wrong labels are tried of so many that there are.</summary>
    public abstract int CountCandidates(int wrongLabelCount);

    /// <summary>Chooses one of the candidates.</summary>
    /// <param name="goodness">The goodness of each, summed over the layers; may be overwritten.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <returns>Its index.</returns>
    public abstract int Choose(Span<float> goodness, RandomStream random);
}
