using System.Runtime.Intrinsics.X86;

namespace Engram.Layers;

/// <summary>From the bytes of an image to the inputs of a network.</summary>
internal static unsafe class PixelRow
{
    private const int LineBytes = 64;

    /// <summary>Asks for an image that will be needed soon.</summary>
    public static void Fetch(ReadOnlySpan<byte> pixels)
    {
        if (Sse.IsSupported)
        {
            fixed (byte* start = pixels)
            {
                for (int offset = 0; offset < pixels.Length; offset += LineBytes)
                {
                    Sse.Prefetch0(start + offset);
                }
            }
        }
    }

    /// <summary>Normalizes pixels.</summary>
    /// <param name="pixels">Bytes, channel by channel.</param>
    /// <param name="tables">For each channel, the input of every byte.</param>
    /// <param name="inputs">Receives the inputs.</param>
    public static void Normalize(ReadOnlySpan<byte> pixels, float[][] tables, Span<float> inputs)
    {
        int channelSize = pixels.Length / tables.Length;
        for (int channel = 0; channel < tables.Length; channel++)
        {
            Normalize(pixels.Slice(channel * channelSize, channelSize), tables[channel], inputs.Slice(channel * channelSize, channelSize));
        }
    }

    // By pointers: a check of bounds at each pixel costs more than the look-up.
    private static void Normalize(ReadOnlySpan<byte> pixels, float[] table, Span<float> inputs)
    {
        fixed (byte* source = pixels)
        fixed (float* values = table)
        fixed (float* target = inputs)
        {
            for (int index = 0; index < pixels.Length; index++)
            {
                target[index] = values[source[index]];
            }
        }
    }
}
