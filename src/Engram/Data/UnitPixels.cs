namespace Engram.Data;

/// <summary>Brightness from 0 to 1 as bytes: byte = 255 x, rounded.</summary>
internal static class UnitPixels
{
    /// <summary>All pixels of images.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="name">What messages call the images.</param>
    /// <param name="imageSize">Numbers of one image.</param>
    /// <exception cref="EngramException">A number is not from 0 to 1.</exception>
    public static byte[] ToBytes(ReadOnlySpan<float> values, string name, int imageSize)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(values.Length);
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = values[index] is >= 0 and <= 1 and var value
                ? (byte)((value * byte.MaxValue) + 0.5f)
                : throw new EngramException(FormattableString.Invariant(
                    $"{name} has the pixel value {values[index]} in image {index / imageSize} at place {index % imageSize}, but numbers are brightness from 0 to 1; scale them to that, or give bytes from 0 to 255."));
        }

        return bytes;
    }
}
