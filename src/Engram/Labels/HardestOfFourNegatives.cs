using System.Numerics.Tensors;

namespace Engram.Labels;

/// <summary>In every step, of four wrong labels drawn for an image the one that has the most goodness.</summary>
internal sealed class HardestOfFourNegatives : CandidateNegatives
{
    private const int Candidates = 4;

    /// <inheritdoc/>
    public override string Name => "hardest-of-4";

    /// <inheritdoc/>
    public override int CountCandidates(int wrongLabelCount) => Math.Min(Candidates, wrongLabelCount);

    /// <inheritdoc/>
    public override int Choose(Span<float> goodness, RandomStream random) => TensorPrimitives.IndexOfMax(goodness);
}
