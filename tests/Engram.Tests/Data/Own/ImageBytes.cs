using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Engram.Tests.Data.Own;

/// <summary>Makes image files for tests.</summary>
internal static class ImageBytes
{
    // Of PNG: grey, grey and transparency, color, color and transparency.
    private static readonly byte[] _colorTypes = [0, 4, 2, 6];

    /// <summary>A PNG of 8 bits per channel.</summary>
    /// <param name="channels">1 to 4.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="pixels">All bytes, [height, width, channels].</param>
    public static byte[] Png(int channels, int height, int width, byte[] pixels)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(pixels, row * width * channels, width * channels);
            }
        }

        return PngOf(channels, height, width, packed.ToArray());
    }

    /// <summary>A PNG with packed rows of filters and pixels.</summary>
    public static byte[] PngOf(int channels, int height, int width, byte[] packed)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = _colorTypes[channels - 1];
        return [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed), .. Chunk("IEND"u8, [])];
    }

    /// <summary>A grey PNG of one value.</summary>
    public static byte[] Grey(int side, int value) => Png(1, side, side, [.. Enumerable.Repeat((byte)value, side * side)]);

    /// <summary>A BMP of three bytes per pixel; rows are padded to four bytes and stand upside down.</summary>
    public static byte[] Bitmap(int height, int width, byte[] pixels)
    {
        int stride = (width * 3 + 3) / 4 * 4;
        byte[] file = new byte[54 + (stride * height)];
        "BM"u8.CopyTo(file);
        foreach ((int place, int value) in ((int, int)[])[(2, file.Length), (10, 54), (14, 40), (18, width), (22, height), (26, 1 | (24 << 16))])
        {
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place), value);
        }

        for (int row = 0; row < height; row++)
        {
            for (int column = 0; column < width; column++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    file[54 + ((height - 1 - row) * stride) + (column * 3) + 2 - channel] = pixels[(((row * width) + column) * 3) + channel];
                }
            }
        }

        return file;
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        byte[] length = new byte[4], checksum = new byte[4];
        byte[] both = [.. type, .. content];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Crc32.HashToUInt32(both));
        return [.. length, .. both, .. checksum];
    }
}
