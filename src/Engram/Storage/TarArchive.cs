using System.Text;

namespace Engram.Storage;

/// <summary>
/// Reads the regular files of a tar archive, in the formats that tar programs write (ustar, pax, GNU). Names longer than
/// 100 characters, links and whatever else archives can hold are passed over.
/// </summary>
/// <remarks>
/// The base library's reader takes memory for long names and attributes by the length in their header, so that an archive
/// of a kilobyte can ask for 2 GB; here only whoever wants a file's content takes memory for it.
/// </remarks>
internal static class TarArchive
{
    private const int BlockSize = 512;
    private const int NameLength = 100;
    private const int SizeOffset = 124;
    private const int ChecksumOffset = 148;
    private const int FieldLength = 8;
    private const int TypeOffset = 156;

    // After its end an archive may be filled up to a tape's block.
    private const int MaxPadding = 1 << 16;

    /// <summary>Is given a file's name, its bytes, and the stream that stands at its content.</summary>
    /// <returns>True where it has read the whole content, false where it has read nothing.</returns>
    public delegate bool Visitor(string name, long length, Stream content);

    /// <summary>Visits all regular files in the order of the archive, and reads to the end of the stream.</summary>
    /// <exception cref="InvalidDataException">It is no archive, or is damaged, cut short or followed by something else.</exception>
    public static void Read(Stream archive, Visitor visit)
    {
        byte[] block = new byte[BlockSize];
        while (ReadHeader(archive, block))
        {
            long length = Number(block.AsSpan(SizeOffset, 12));
            bool isRegular = block[TypeOffset] is 0 or (byte)'0';
            bool isRead = isRegular && visit(Text(block.AsSpan(0, NameLength)), length, archive);
            Skip(archive, (isRead ? 0 : length) + Padding(length), block);
        }

        // Reading on also makes gzip compare its checksum.
        byte[] padding = new byte[MaxPadding];
        if (archive.ReadAtLeast(padding, padding.Length, throwOnEndOfStream: false) == padding.Length
            || padding.AsSpan().ContainsAnyExcept((byte)0))
        {
            throw new InvalidDataException("Something follows the end of the archive.");
        }
    }

    /// <returns>False at the end of the archive, which a block of zeros marks.</returns>
    private static bool ReadHeader(Stream archive, byte[] block)
    {
        if (archive.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false) < BlockSize)
        {
            throw new InvalidDataException("The archive is cut short.");
        }

        if (!block.AsSpan().ContainsAnyExcept((byte)0))
        {
            return false;
        }

        // The checksum is the sum of all bytes with its own field taken as spaces.
        Span<byte> field = block.AsSpan(ChecksumOffset, FieldLength);
        long expected = Number(field);
        field.Fill((byte)' ');
        if (block.Sum(value => value) != expected)
        {
            throw new InvalidDataException("A header of the archive is damaged.");
        }

        return true;
    }

    private static void Skip(Stream archive, long length, byte[] buffer)
    {
        while (length > 0)
        {
            int read = archive.Read(buffer, 0, (int)Math.Min(length, buffer.Length));
            length = read > 0 ? length - read : throw new InvalidDataException("The archive is cut short.");
        }
    }

    private static long Padding(long length) => (BlockSize - (length % BlockSize)) % BlockSize;

    private static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>A number in octal digits, which end with a space, a zero byte or the field.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        long number = 0;
        foreach (char digit in Text(field).Trim())
        {
            number = digit is >= '0' and <= '7'
                ? (number * 8) + (digit - '0')
                : throw new InvalidDataException("A header of the archive has something else in a number's place.");
        }

        return number;
    }
}
