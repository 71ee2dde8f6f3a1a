namespace Engram.Labels;

/// <summary>In every step a wrong label of each image, drawn in proportion to the square root of its goodness (Ghader et al., arXiv 2502.20411).</summary>
internal sealed class HardGoodnessNegatives : CandidateNegatives
{
    /// <inheritdoc/>
    public override string Name => "hard-goodness";

    /// <inheritdoc/>
    public override int CountCandidates(int wrongLabelCount) => wrongLabelCount;

    /// <inheritdoc/>
    public override int Choose(ReadOnlySpan<float> goodness, RandomStream random)
    {
        float sum = 0;
        foreach (float ofLabel in goodness)
        {
            sum += MathF.Sqrt(ofLabel);
        }

        // Where no candidate has any goodness, none is harder than another.
        if (!(sum > 0))
        {
            return random.NextIndex(goodness.Length);
        }

        float remaining = random.NextFloat() * sum;
        int chosen = 0;
        for (int candidate = 0; candidate < goodness.Length && remaining >= 0; candidate++)
        {
            float share = MathF.Sqrt(goodness[candidate]);
            chosen = share > 0 ? candidate : chosen;
            remaining -= share;
        }

        return chosen;
    }
}
