using Engram.Analysis.Representations;
using Engram.Models;

namespace Engram.Analysis.Maps;

/// <summary>Images as a network sees them, in bytes: with their own labels where labels are in the input, since a place of a map is one of such an image.</summary>
internal sealed class SeenImages(NetworkBody network, ImageDataset data)
{
    private readonly NetworkInputs _inputs = new(network, data);
    private readonly float[] _values = new float[network.Input.Overlay.InputCount];

    /// <summary>The bytes of an image's pixels.</summary>
    public byte[] Of(int sample) => Of(sample, data.Labels[sample]);

    /// <summary>The same with the label of any class.</summary>
    public byte[] Of(int sample, int label)
    {
        byte[] pixels = data.Pixels(sample).ToArray();
        if (network.Traits.LabelsInInput)
        {
            _inputs.Write(sample, label, _values);
            for (int place = 0; place < pixels.Length; place++)
            {
                pixels[place] = Byte(place / data.Shape.PixelCount, _values[place]);
            }
        }

        return pixels;
    }

    private byte Byte(int channel, float value) =>
        (byte)Math.Clamp(MathF.Round(((value * data.Normalization.StandardDeviation[channel]) + data.Normalization.Mean[channel]) * byte.MaxValue), byte.MinValue, byte.MaxValue);
}
