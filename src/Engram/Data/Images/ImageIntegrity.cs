using System.Buffers.Binary;
using System.IO.Hashing;

namespace Engram.Data.Images;

/// <summary>
/// Tells which image format a file has by its first bytes, and what it lacks: decoders show what is cut short as far as it goes, and look at no checksum.
/// </summary>
internal static class ImageIntegrity
{
    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Whether a file begins as a PNG, JPEG or BMP image does.</summary>
    public static bool IsKnown(ReadOnlySpan<byte> file) => file.StartsWith(Png) || IsJpeg(file) || IsBitmap(file);

    /// <summary>What is wrong with an image of a known format, as a clause; null where nothing is seen.</summary>
    public static string? Fault(ReadOnlySpan<byte> file) =>
        file.StartsWith(Png) ? PngFault(file[Png.Length..]) : IsJpeg(file) ? JpegFault(file) : BitmapFault(file);

    private static bool IsJpeg(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]);

    private static bool IsBitmap(ReadOnlySpan<byte> file) => file.StartsWith("BM"u8);

    /// <summary>Chunks of a length, a type, that many bytes and a checksum of both; the last is IEND.</summary>
    private static string? PngFault(ReadOnlySpan<byte> chunks)
    {
        const int around = 12;
        while (chunks.Length >= around)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            if (length > chunks.Length - around)
            {
                break;
            }

            ReadOnlySpan<byte> content = chunks.Slice(4, 4 + (int)length);
            if (Crc32.HashToUInt32(content) != BinaryPrimitives.ReadUInt32BigEndian(chunks[(8 + (int)length)..]))
            {
                return "a part does not have its checksum";
            }

            if (content.StartsWith("IEND"u8))
            {
                return null;
            }

            chunks = chunks[(around + (int)length)..];
        }

        return "it is cut short";
    }

    /// <summary>Segments with their lengths, up to the first of compressed pixels; after these comes the end marker.</summary>
    private static string? JpegFault(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> rest = file[2..];
        while (rest.Length >= 4 && rest[0] == 0xff)
        {
            if (rest[1] == 0xff)
            {
                rest = rest[1..];
                continue;
            }

            if (rest[1] == 0xda)
            {
                return rest.IndexOf((ReadOnlySpan<byte>)[0xff, 0xd9]) >= 0 ? null : "it is cut short";
            }

            int length = 2 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            rest = length <= rest.Length ? rest[length..] : [];
        }

        return "it is cut short";
    }

    /// <summary>The header says where the pixels begin, and rows are padded to four bytes.</summary>
    private static string? BitmapFault(ReadOnlySpan<byte> file)
    {
        const int header = 30;
        if (file.Length < header)
        {
            return "it is cut short";
        }

        bool isOld = BinaryPrimitives.ReadInt32LittleEndian(file[14..]) == 12;
        long width = isOld ? BinaryPrimitives.ReadUInt16LittleEndian(file[18..]) : BinaryPrimitives.ReadInt32LittleEndian(file[18..]);
        long height = isOld ? BinaryPrimitives.ReadUInt16LittleEndian(file[20..]) : Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(file[22..]));
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(file[(isOld ? 24 : 28)..]);
        long end = BinaryPrimitives.ReadUInt32LittleEndian(file[10..]) + (((width * bits) + 31) / 32 * 4 * height);
        return end <= file.Length ? null : "it is cut short";
    }
}
