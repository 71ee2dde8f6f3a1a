namespace Engram.Data.Own.Formats;

/// <summary>
/// Turns numbers into bytes. Numbers from 0 to 1, also true and false, are brightness: byte = 255 x, rounded. Numbers that are whole and from 0 to 255 are
/// bytes. Whatever else there is, is refused: nothing says what it means.
/// </summary>
internal static class PixelValues
{
    private const string FromZeroToOne = "from 0 to 1";
    private const string FromZeroTo255 = "from 0 to 255";

    /// <summary>Numbers of which none is above 1 are black and white, and not two shades of black.</summary>
    public static (byte[] Bytes, string? Scale) FromBytes(byte[] values) => values.AsSpan().ContainsAnyExceptInRange((byte)0, (byte)1) || !values.Contains((byte)1)
        ? (values, null)
        : ([.. values.Select(value => (byte)(value * byte.MaxValue))], FromZeroToOne);

    /// <exception cref="EngramException">A number is not from 0 to 255.</exception>
    public static (byte[] Bytes, string? Scale) FromWhole(ReadOnlySpan<long> values, string name, int imageSize)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(values.Length);
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = values[index] is >= byte.MinValue and <= byte.MaxValue and var value
                ? (byte)value
                : throw new EngramException(
                    $"{name} has the pixel value {values[index]} in image {index / imageSize}, but whole numbers are brightness from 0 to 255; scale them to that, or save numbers from 0 to 1.");
        }

        return FromBytes(bytes);
    }

    /// <exception cref="EngramException">A number is none, or nothing says what the numbers mean.</exception>
    public static (byte[] Bytes, string Scale) FromReal(ReadOnlySpan<float> values, string name, int imageSize)
    {
        bool areUnit = true;
        bool areBytes = true;
        (float least, float most) = (float.PositiveInfinity, float.NegativeInfinity);
        for (int index = 0; index < values.Length; index++)
        {
            float value = values[index];
            if (!float.IsFinite(value))
            {
                throw new EngramException(FormattableString.Invariant(
                    $"{name} has the pixel value {value} in image {index / imageSize}; replace it by a number, or leave the image out."));
            }

            areUnit &= value is >= 0 and <= 1;
            areBytes &= value is >= 0 and <= byte.MaxValue && value == MathF.Floor(value);
            (least, most) = (MathF.Min(least, value), MathF.Max(most, value));
        }

        return areUnit || areBytes
            ? areUnit ? (UnitPixels.ToBytes(values, name, imageSize), FromZeroToOne) : (ToBytes(values), FromZeroTo255)
            : throw new EngramException(FormattableString.Invariant(
                $"{name} has pixel values from {least} to {most}, but pixels are numbers from 0 to 1, or whole ones from 0 to 255; save (x - {least}) / {most - least} instead."));
    }

    private static byte[] ToBytes(ReadOnlySpan<float> values)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(values.Length);
        for (int index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)values[index];
        }

        return bytes;
    }
}
