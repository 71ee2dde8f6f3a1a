using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Engram.Storage;

namespace Engram.Explorer.Bundles;

/// <summary>Pictures as tensors of one byte per value.</summary>
internal static class PictureTensors
{
    /// <summary>Images as they are, shrunk: [images, channels, height, width].</summary>
    public static SafetensorsTensor OfImages(string name, ImageDataset data, int[] samples, Shrinking shrinking)
    {
        ImageShape shape = shrinking.Result;
        byte[] values = new byte[samples.Length * shape.InputSize];
        float[] image = new float[data.Shape.InputSize];
        float[] small = new float[shape.InputSize];
        foreach ((int place, int sample) in samples.Index())
        {
            TensorPrimitives.ConvertTruncating(data.Pixels(sample), image);
            shrinking.Apply(image, small);
            Write(small, 1, values.AsSpan(place * small.Length, small.Length));
        }

        return SafetensorsTensor.FromBytes(name, values, samples.Length, shape.Channels, shape.Height, shape.Width);
    }

    /// <summary>Pictures of brightness, each as bright as can be: [units, channels, height, width].</summary>
    public static SafetensorsTensor OfBrightness(string name, float[] pictures, Shrinking shrinking)
    {
        ImageShape shape = shrinking.Result;
        int count = pictures.Length / shrinking.Shape.InputSize;
        byte[] values = new byte[count * shape.InputSize];
        float[] small = new float[shape.InputSize];
        for (int unit = 0; unit < count; unit++)
        {
            shrinking.Apply(pictures.AsSpan(unit * shrinking.Shape.InputSize, shrinking.Shape.InputSize), small);
            float largest = TensorPrimitives.Max(small);
            Write(small, largest > 0 ? byte.MaxValue / largest : 0, values.AsSpan(unit * small.Length, small.Length));
        }

        return SafetensorsTensor.FromBytes(name, values, count, shape.Channels, shape.Height, shape.Width);
    }

    /// <summary>Signed pictures, [units, channels, height, width], each in 127ths of its largest magnitude, and these magnitudes as <c>name.largest</c>.</summary>
    public static IEnumerable<SafetensorsTensor> OfWeights(string name, float[] pictures, Shrinking shrinking)
    {
        ImageShape shape = shrinking.Result;
        int count = pictures.Length / shrinking.Shape.InputSize;
        sbyte[] values = new sbyte[count * shape.InputSize];
        float[] largest = new float[count];
        float[] small = new float[shape.InputSize];
        for (int unit = 0; unit < count; unit++)
        {
            shrinking.Apply(pictures.AsSpan(unit * shrinking.Shape.InputSize, shrinking.Shape.InputSize), small);
            largest[unit] = Math.Abs(TensorPrimitives.MaxMagnitude<float>(small));
            for (int place = 0; place < small.Length && largest[unit] > 0; place++)
            {
                values[(unit * small.Length) + place] = (sbyte)MathF.Round(sbyte.MaxValue * small[place] / largest[unit]);
            }
        }

        return
        [
            new SafetensorsTensor(name, "I8", [count, shape.Channels, shape.Height, shape.Width], MemoryMarshal.AsBytes<sbyte>(values).ToArray()),
            SafetensorsTensor.FromFloats($"{name}.largest", largest, count),
        ];
    }

    private static void Write(ReadOnlySpan<float> brightness, float scale, Span<byte> values)
    {
        for (int place = 0; place < values.Length; place++)
        {
            values[place] = (byte)MathF.Round(Math.Clamp(brightness[place] * scale, byte.MinValue, byte.MaxValue));
        }
    }
}
