using Engram.Tensors;

namespace Engram.Families.Spiking.Encodings;

/// <summary>
/// An image's channels are frames, as of a camera that reports events: of T · C channels, step t shows those from t · C on, and an input fires where its pixel is above
/// 0.
/// </summary>
internal sealed class FrameEncoding : SpikeEncoding
{
    public override string Name => "frames";

    public override ImageShape StepShape(ImageShape image, int steps) => image.Channels % steps == 0
        ? image with { Channels = image.Channels / steps }
        : throw new EngramException(
            $"Images of {image} have {image.ChannelText}, which {steps} steps cannot share; with encoding frames, use steps that divide the channels, or another encoding.");

    public override void WriteMeans(ReadOnlySpan<float> image, int steps, Span<float> inputs)
    {
        for (int input = 0; input < inputs.Length; input++)
        {
            int fired = 0;
            for (int step = 0; step < steps; step++)
            {
                fired += image[(step * inputs.Length) + input] > 0 ? 1 : 0;
            }

            inputs[input] = fired / (float)steps;
        }
    }

    public override void Encode(ReadOnlySpan<float> image, in EncodingKey key, SpikeTrains trains, int row)
    {
        int ofStep = image.Length / trains.Steps;
        for (int pixel = 0; pixel < image.Length; pixel++)
        {
            if (image[pixel] > 0)
            {
                trains.Set(row, pixel / ofStep, pixel % ofStep);
            }
        }
    }
}
