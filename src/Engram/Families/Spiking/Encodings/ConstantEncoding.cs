namespace Engram.Families.Spiking.Encodings;

/// <summary>A current that is the same in every step: Wx + b, for pixels x from 0 to 1 (Ghader et al., arXiv 2502.20411).</summary>
internal sealed class ConstantEncoding : InputEncoding
{
    public override string Name => "constant";

    public override bool MakesSpikes => false;

    public override void WriteMeans(ReadOnlySpan<float> image, int steps, Span<float> inputs) => image.CopyTo(inputs);
}
