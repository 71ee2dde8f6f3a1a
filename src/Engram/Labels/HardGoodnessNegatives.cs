using System.Numerics.Tensors;

namespace Engram.Labels;

/// <summary>In every step a wrong label of each image, drawn in proportion to the square root of its goodness (Ghader et al., arXiv 2502.20411).</summary>
internal sealed class HardGoodnessNegatives : CandidateNegatives
{
    /// <inheritdoc/>
    public override string Name => "hard-goodness";

    /// <inheritdoc/>
    public override int CountCandidates(int wrongLabelCount) => wrongLabelCount;

    /// <inheritdoc/>
    public override int Choose(Span<float> goodness, RandomStream random)
    {
        TensorPrimitives.Sqrt(goodness, goodness);

        // Where no candidate has any goodness, none is harder than another.
        return DrawInProportion(random, goodness) ?? random.NextIndex(goodness.Length);
    }
}
