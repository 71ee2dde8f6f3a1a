using System.Numerics.Tensors;
using Engram.Labels.Patterns;

namespace Engram.Models.Layerwise;

/// <summary>
/// A label is a wave over the whole image: (1 − K) X + K T. It is blended in before pixels are normalized, and an image without a label has the mean of all
/// waves. That is linear: what a layer makes of an image and of a wave is added.
/// </summary>
internal sealed class BlendedLabel : LabelCode
{
    private readonly float _imageShare;
    private readonly Lazy<float[][]> _patterns;

    /// <param name="input">The images and their classes.</param>
    /// <param name="share">K.</param>
    public BlendedLabel(InputFormat input, float share)
    {
        _imageShare = 1 - share;

        // A file only claims how large images are; patterns are drawn for those that come.
        _patterns = new Lazy<float[][]>(() => Draw(input, share));
    }

    public override void Write(Span<float> inputs, int label)
    {
        TensorPrimitives.Multiply(inputs, _imageShare, inputs);
        TensorPrimitives.Add(inputs, _patterns.Value[label == NetworkRun.NoLabel ? ^1 : label], inputs);
    }

    private static float[][] Draw(InputFormat input, float share)
    {
        float[][] waves = FourierWave.Draw(input.ClassCount, input.Shape);
        return [.. waves.Append(Mean(waves)).Select(wave => Pattern(wave, input, share))];
    }

    private static float[] Mean(float[][] waves)
    {
        float[] mean = new float[waves[0].Length];
        foreach (float[] wave in waves)
        {
            TensorPrimitives.Add(mean, wave, mean);
        }

        TensorPrimitives.Divide(mean, waves.Length, mean);
        return mean;
    }

    // Normalized as pixels are, and the same gray in every channel.
    private static float[] Pattern(float[] wave, InputFormat input, float share)
    {
        float[] pattern = new float[input.Shape.InputSize];
        for (int channel = 0; channel < input.Shape.Channels; channel++)
        {
            float black = input.Normalization!.Apply(channel, byte.MinValue);
            float white = input.Normalization.Apply(channel, byte.MaxValue);
            Span<float> ofChannel = pattern.AsSpan(channel * wave.Length, wave.Length);
            TensorPrimitives.Multiply(wave, share * (white - black), ofChannel);
            TensorPrimitives.Add(ofChannel, share * black, ofChannel);
        }

        return pattern;
    }
}
