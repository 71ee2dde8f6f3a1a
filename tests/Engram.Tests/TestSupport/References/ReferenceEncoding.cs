using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace Engram.Tests.TestSupport.References;

/// <summary>What an image with a label puts into a first layer of spiking units in every step, input by input, as the definition of its encoding has it.</summary>
internal static class ReferenceEncoding
{
    /// <summary>The inputs, [steps][inputs].</summary>
    /// <param name="spec">Encoding and steps.</param>
    /// <param name="data">The images.</param>
    /// <param name="sample">Which of them.</param>
    /// <param name="label">Its label.</param>
    /// <param name="showing">0 outside of training, and there 1 more than the epoch.</param>
    public static double[][] Inputs(TrainingSpec spec, ImageDataset data, int sample, int label, int showing)
    {
        float[] image = [.. data.Pixels(sample).ToArray().Select(value => value / 255f)];
        float largest = Enumerable.Range(0, data.Count).Max(other => data.Pixels(other).ToArray().Max()) / 255f;
        int size = data.Shape.PixelCount;
        bool isAppended = spec.LabelCode == "appended";
        for (int channel = 0; !isAppended && channel < data.Shape.Channels; channel++)
        {
            Array.Clear(image, channel * size, data.ClassCount);
        }

        float[] labels = [.. Enumerable.Range(0, data.ClassCount).Select(one => one != label ? 0 : spec.Encoding == "constant" ? largest : 1f)];
        double[][] pixels = Pixels(spec, image, showing);
        return [.. pixels.Select((step, index) => WithLabel(step, [.. labels.Select(value => spec.Encoding == "latency" && index > 0 ? 0 : value)], size, isAppended))];
    }

    private static double[][] Pixels(TrainingSpec spec, float[] image, int showing)
    {
        double[][] steps = [.. Enumerable.Range(0, spec.Steps).Select(_ => new double[spec.Encoding == "frames" ? image.Length / spec.Steps : image.Length])];
        ulong hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(image.AsSpan()));
        RandomStream random = RandomStream.For(spec.Seed, RandomPurpose.InputSpikes, showing, (int)(uint)hash, (int)(uint)(hash >> 32));
        for (int input = 0; input < image.Length; input++)
        {
            int[] draws = spec.Encoding == "poisson" && image[input] > 0 ? Draws(random, spec.Steps) : [];
            for (int step = 0; step < spec.Steps; step++)
            {
                switch (spec.Encoding)
                {
                    case "constant":
                        steps[step][input] = image[input];
                        break;
                    case "poisson":
                        steps[step][input] = image[input] > 0 && draws[step] < Math.Round(image[input] * 65536.0) ? 1 : 0;
                        break;
                    case "latency":
                        steps[step][input] = image[input] > 0 && step == (int)Math.Round((1 - image[input]) * (spec.Steps - 1)) ? 1 : 0;
                        break;
                    case "frames":
                        steps[input / steps[0].Length][input % steps[0].Length] = image[input] > 0 ? 1 : 0;
                        break;
                    default:
                        throw new ArgumentException(spec.Encoding);
                }
            }
        }

        return steps;
    }

    // Four numbers of 16 bits from each of 64, the lowest first.
    private static int[] Draws(RandomStream random, int count) =>
        [.. Enumerable.Range(0, (count + 3) / 4).SelectMany(_ =>
        {
            ulong number = random.Next();
            return Enumerable.Range(0, 4).Select(part => (int)((number >> (16 * part)) & 0xFFFF));
        }).Take(count)];

    private static double[] WithLabel(double[] pixels, float[] label, int size, bool isAppended)
    {
        double[] own = [.. label.Select(value => (double)value)];
        if (isAppended)
        {
            return [.. pixels, .. own];
        }

        for (int channel = 0; channel < pixels.Length / size; channel++)
        {
            own.CopyTo(pixels, channel * size);
        }

        return pixels;
    }
}
