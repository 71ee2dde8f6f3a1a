using Engram.Tensors;

namespace Engram.Families.Spiking.Encodings;

/// <summary>
/// A pixel x from 0 to 1 fires in every step with probability x, whatever it did before: what the field calls rate coding or, as the limit of short steps, Poisson
/// spikes (Diehl and Cook 2015). Probabilities are multiples of 2⁻¹⁶.
/// </summary>
internal sealed class PoissonEncoding : SpikeEncoding
{
    private const int BitsOfDraw = 16;

    public override string Name => "poisson";

    public override void WriteMeans(ReadOnlySpan<float> image, int steps, Span<float> inputs) => image.CopyTo(inputs);

    // A pixel of 0 takes no numbers.
    public override void Encode(ReadOnlySpan<float> image, in EncodingKey key, SpikeTrains trains, int row)
    {
        const int drawsPerNumber = 64 / BitsOfDraw;
        RandomStream random = key.StreamOf(image);
        for (int input = image.IndexOfAnyExcept(0f); input >= 0 && input < image.Length; input++)
        {
            if (image[input] == 0)
            {
                continue;
            }

            int bound = (int)MathF.Round(image[input] * (1 << BitsOfDraw));
            ulong numbers = 0;
            for (int step = 0; step < trains.Steps; step++)
            {
                numbers = step % drawsPerNumber == 0 ? random.Next() : numbers >> BitsOfDraw;
                if ((int)(numbers & ((1 << BitsOfDraw) - 1)) < bound)
                {
                    trains.Set(row, step, input);
                }
            }
        }
    }
}
