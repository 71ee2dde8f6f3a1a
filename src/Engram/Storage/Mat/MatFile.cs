using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Engram.Storage.Mat;

/// <summary>
/// Reads the real numeric arrays of MATLAB files of level 5 (what MATLAB's <c>save</c> writes with -v6 and -v7), packed with
/// zlib or plain, in either byte order. Everything else in them is passed over.
/// </summary>
internal static class MatFile
{
    private const int HeaderLength = 128;
    private const int Version = 0x0100;

    // What is stored packed is numbers that pack to a half or so; memory for more than that is taken as it arrives.
    private const int PlausibleRatio = 8;

    /// <summary>Visits all arrays in the order of the file.</summary>
    /// <param name="file">A seekable stream that stands at its beginning.</param>
    /// <param name="name">What messages call the file.</param>
    /// <param name="visit">Is given every array, and may read its values.</param>
    /// <exception cref="EngramException">
    /// It is no MATLAB file of level 5, is cut short, or its parts do not fit together.
    /// </exception>
    public static void Read(Stream file, string name, Action<MatArray> visit)
    {
        try
        {
            bool isBigEndian = ReadHeader(file);
            while (file.Position < file.Length)
            {
                ReadElement(file, isBigEndian, visit);
            }
        }
        catch (FormatException exception)
        {
            throw Damaged(name, exception.Message, exception);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(name, "what is packed in it cannot be unpacked", exception);
        }
    }

    /// <returns>The byte order: true for big-endian.</returns>
    private static bool ReadHeader(Stream file)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            throw new FormatException("it ends within its header");
        }

        // The writer put the number of the letters M and I there in its own byte order.
        string order = Encoding.Latin1.GetString(header[126..]);
        if (order is not ("IM" or "MI"))
        {
            throw new FormatException("it is not one of level 5");
        }

        bool isBigEndian = order == "MI";
        ReadOnlySpan<byte> bytes = header.Slice(124, sizeof(ushort));
        int version = isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        return version == Version
            ? isBigEndian
            : throw new FormatException($"it has version 0x{version:x4}, and only 0x{Version:x4} is read: save it in MATLAB with -v7");
    }

    private static void ReadElement(Stream file, bool isBigEndian, Action<MatArray> visit)
    {
        long plausibleLength = file.Length * PlausibleRatio;
        MatTag tag = new MatStream(file, isBigEndian, MatTag.Size, plausibleLength).ReadTag();
        // Packed elements are not filled up to a multiple of 8.
        long end = file.Position + (tag.Type == MatType.Compressed ? tag.Length : tag.FollowingLength);
        if (end > file.Length)
        {
            throw new FormatException($"it is cut short: an element ends at byte {end}, the file at {file.Length}");
        }

        if (tag.Type == MatType.Compressed)
        {
            ReadCompressed(file, isBigEndian, tag.Length, plausibleLength, visit);
        }
        else if (tag.Type == MatType.Matrix)
        {
            Visit(new MatStream(file, isBigEndian, tag.Length, plausibleLength), visit);
        }

        file.Position = end;
    }

    private static void ReadCompressed(Stream file, bool isBigEndian, long length, long plausibleLength, Action<MatArray> visit)
    {
        RefusePresetDictionary(file);
        using ZLibStream content = new(file, CompressionMode.Decompress, leaveOpen: true);
        MatTag tag = new MatStream(content, isBigEndian, MatTag.Size, plausibleLength).ReadTag();
        if (tag.Type != MatType.Matrix)
        {
            return;
        }

        if (tag.Length > PackedFile.MostUnpacked(length))
        {
            throw new FormatException($"a packed array announces {tag.Length} bytes, more than its {length} can hold");
        }

        // Reading on makes zlib compare its checksum.
        if (Visit(new MatStream(content, isBigEndian, tag.Length, plausibleLength), visit) && content.ReadByte() >= 0)
        {
            throw new FormatException("bytes follow the end of a packed array");
        }
    }

    /// <summary>
    /// A zlib head may ask for a dictionary that both sides know; MATLAB has none, and <see cref="ZLibStream"/> answers
    /// with an exception that looks like a failing disk.
    /// </summary>
    private static void RefusePresetDictionary(Stream file)
    {
        const int asksForDictionary = 0x20;
        Span<byte> head = stackalloc byte[2];
        int length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position -= length;
        if ((head[1] & asksForDictionary) != 0)
        {
            throw new FormatException("what is packed in it needs a dictionary of its own");
        }
    }

    /// <returns>Whether there was an array to visit.</returns>
    private static bool Visit(MatStream stream, Action<MatArray> visit)
    {
        if (stream.Remaining == 0 || MatArray.ReadHead(stream) is not { } array)
        {
            return false;
        }

        visit(array);
        stream.SkipRest();
        return true;
    }

    private static EngramException Damaged(string name, string fault, Exception cause) =>
        new($"{name} cannot be used as a MATLAB file: {fault}; replace it by a good copy.", cause);
}
