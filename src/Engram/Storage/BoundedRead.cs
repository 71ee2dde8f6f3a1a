using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Engram.Storage;

/// <summary>
/// Reads as many values as a header announces, without believing the header: memory grows with the bytes that really
/// arrive. A damaged header that announces gigabytes in front of a kilobyte costs kilobytes.
/// </summary>
internal static class BoundedRead
{
    private const int ReadSize = 1 << 20;
    private const int GrowthFactor = 4;

    /// <summary>
    /// Reads <paramref name="count"/> values in the byte order of this machine, or all there are: a shorter result means
    /// that the stream ended.
    /// </summary>
    /// <param name="stream">Where the values come from.</param>
    /// <param name="count">How many values are announced, at most <see cref="Array.MaxLength"/>.</param>
    /// <param name="plausibleCount">How many are taken on trust, allocated at once; the rest as it arrives.</param>
    public static T[] Values<T>(Stream stream, long count, long plausibleCount)
        where T : unmanaged
    {
        int total = checked((int)count);
        T[] values = GC.AllocateUninitializedArray<T>((int)Math.Clamp(plausibleCount, Math.Min(total, 1), total));
        int filled = 0;
        while (filled < total)
        {
            if (filled == values.Length)
            {
                values = Grow(values, total);
            }

            Span<byte> part = MemoryMarshal.AsBytes(values.AsSpan(filled, Math.Min(ReadSize, values.Length - filled)));
            int length = stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false);
            filled += length / Unsafe.SizeOf<T>();
            if (length < part.Length)
            {
                return values[..filled];
            }
        }

        return values;
    }

    private static T[] Grow<T>(T[] values, int total)
    {
        T[] larger = GC.AllocateUninitializedArray<T>((int)Math.Min((long)values.Length * GrowthFactor, total));
        values.CopyTo(larger, 0);
        return larger;
    }
}
