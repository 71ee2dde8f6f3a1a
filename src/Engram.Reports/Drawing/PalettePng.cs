using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using SkiaSharp;

namespace Engram.Reports.Drawing;

/// <summary>Images of few colors as PNG files with a palette: a byte for a pixel, where the drawing library writes four.</summary>
internal static class PalettePng
{
    private const int MostColors = 256;
    private const byte BitsPerPixel = 8;
    private const byte Indexed = 3;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The same image with a palette, or as it is where that would be larger, or where it has too many colors or transparent ones.</summary>
    /// <param name="png">A PNG file.</param>
    public static byte[] Of(byte[] png)
    {
        using var bitmap = SKBitmap.Decode(png);
        SKColor[] pixels = bitmap.Pixels;
        SKColor[] palette = [.. pixels.Distinct().Take(MostColors + 1)];
        if (palette.Length > MostColors || palette.Any(color => color.Alpha != byte.MaxValue))
        {
            return png;
        }

        byte[] smaller = Write(bitmap.Width, bitmap.Height, palette, pixels);
        return smaller.Length < png.Length ? smaller : png;
    }

    private static byte[] Write(int width, int height, SKColor[] palette, SKColor[] pixels)
    {
        var indices = palette.Index().ToDictionary(color => color.Item, color => (byte)color.Index);
        byte[] head = [.. BigEndian(width), .. BigEndian(height), BitsPerPixel, Indexed, 0, 0, 0];
        using var file = new MemoryStream();
        file.Write(Signature);
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "PLTE"u8, [.. palette.SelectMany(color => new[] { color.Red, color.Green, color.Blue })]);
        Chunk(file, "IDAT"u8, Packed(width, height, place => indices[pixels[place]]));
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    // Each row begins with its filter, which is none: neighbors of an index say nothing about it.
    private static byte[] Packed(int width, int height, Func<int, byte> index)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            byte[] row = new byte[width + 1];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < width; x++)
                {
                    row[x + 1] = index((y * width) + x);
                }

                zlib.Write(row);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, byte[] data)
    {
        byte[] named = [.. name, .. data];
        file.Write(BigEndian(data.Length));
        file.Write(named);
        file.Write(BigEndian((int)Crc32.HashToUInt32(named)));
    }

    private static byte[] BigEndian(int number)
    {
        byte[] bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}
