using System.Buffers.Binary;
using System.IO.Compression;

namespace Engram.Tests.Data;

/// <summary>Makes IDX files for tests.</summary>
internal static class IdxBytes
{
    public static byte[] Images(int count, int height, int width) =>
        [.. Header(0x803, (uint)count, (uint)height, (uint)width), .. Pixels(count * height * width)];

    public static byte[] Labels(params byte[] labels) => [.. Header(0x801, (uint)labels.Length), .. labels];

    /// <summary>Labels of 32 bits.</summary>
    public static byte[] WideLabels(params uint[] labels) => [.. Header(0xc01, (uint)labels.Length), .. Header(labels)];

    public static byte[] Header(params uint[] numbers)
    {
        byte[] bytes = new byte[numbers.Length * sizeof(uint)];
        for (int index = 0; index < numbers.Length; index++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(index * sizeof(uint)), numbers[index]);
        }

        return bytes;
    }

    public static byte[] Gzip(byte[] content)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }

    public static byte[] Gunzip(byte[] packed)
    {
        using MemoryStream content = new();
        using GZipStream gzip = new(new MemoryStream(packed), CompressionMode.Decompress);
        gzip.CopyTo(content);
        return content.ToArray();
    }

    public static byte[] Pixels(int count) => [.. Enumerable.Range(0, count).Select(index => (byte)(index * 7))];
}
