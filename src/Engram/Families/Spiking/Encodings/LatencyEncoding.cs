using Engram.Tensors;

namespace Engram.Families.Spiking.Encodings;

/// <summary>
/// A pixel x above 0 fires once, the sooner the brighter it is: in the step round((1 − x)(T − 1)), counted from 0. A pixel of 0 never fires. This is snnTorch's linear
/// latency code.
/// </summary>
internal sealed class LatencyEncoding : SpikeEncoding
{
    public override string Name => "latency";

    public override int LabelSteps(int steps) => 1;

    public override void WriteMeans(ReadOnlySpan<float> image, int steps, Span<float> inputs)
    {
        for (int input = 0; input < image.Length; input++)
        {
            inputs[input] = image[input] > 0 ? 1f / steps : 0;
        }
    }

    public override void Encode(ReadOnlySpan<float> image, in EncodingKey key, SpikeTrains trains, int row)
    {
        for (int input = 0; input < image.Length; input++)
        {
            if (image[input] > 0)
            {
                trains.Set(row, (int)MathF.Round((1 - image[input]) * (trains.Steps - 1)), input);
            }
        }
    }
}
