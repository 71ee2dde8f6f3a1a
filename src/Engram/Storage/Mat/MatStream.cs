using System.Buffers.Binary;

namespace Engram.Storage.Mat;

/// <summary>
/// Reads what an element of a MATLAB file holds, and never more than its head says. Faults are thrown as
/// <see cref="FormatException"/> with a clause that says what is wrong.
/// </summary>
internal sealed class MatStream
{
    // Dimensions and names are far shorter; what is longer is not read into memory.
    private const int MaxSmallLength = 4096;

    private readonly Stream _stream;

    /// <param name="stream">Stands at the element's content.</param>
    /// <param name="isBigEndian">Byte order of the file.</param>
    /// <param name="length">Bytes of the content.</param>
    /// <param name="plausibleLength">Bytes that are taken on trust; memory beyond them is taken as they arrive.</param>
    public MatStream(Stream stream, bool isBigEndian, long length, long plausibleLength)
    {
        _stream = stream;
        IsBigEndian = isBigEndian;
        Remaining = length;
        PlausibleLength = plausibleLength;
    }

    public bool IsBigEndian { get; }

    public long PlausibleLength { get; }

    /// <summary>Bytes of the element that have not been read.</summary>
    public long Remaining { get; private set; }

    /// <summary>Reads the head of the next element.</summary>
    public MatTag ReadTag()
    {
        Span<byte> bytes = stackalloc byte[MatTag.Size];
        ReadExactly(bytes);
        uint type = ToUInt32(bytes);
        uint smallLength = type >> 16;
        if (smallLength == 0)
        {
            return new MatTag((MatType)type, ToUInt32(bytes[4..]), null);
        }

        return smallLength <= 4
            ? new MatTag((MatType)(type & 0xffff), smallLength, bytes.Slice(4, (int)smallLength).ToArray())
            : throw new FormatException($"an element has the head 0x{type:x8}, which is none");
    }

    /// <summary>Reads a small element of a type that is known.</summary>
    public byte[] ReadSmall(MatType type, string what)
    {
        MatTag tag = ReadTag();
        if (tag.Type != type || tag.Length > MaxSmallLength)
        {
            throw new FormatException($"{what} of an array is an element of type {tag.Type.Describe()} and {tag.Length} bytes, not of type {type.Describe()} and {MaxSmallLength} bytes at most");
        }

        byte[] content = tag.SmallContent ?? Read((int)tag.Length);
        Skip(tag.FollowingLength - (tag.SmallContent is null ? tag.Length : 0));
        return content;
    }

    /// <summary>Reads the values of an element byte by byte as they are.</summary>
    public byte[] ReadContent(MatTag tag)
    {
        if (tag.SmallContent is not null)
        {
            return tag.SmallContent;
        }

        Take(tag.Length);
        byte[] content = BoundedRead.Values<byte>(_stream, tag.Length, PlausibleLength);
        return content.Length == tag.Length
            ? content
            : throw new FormatException($"it is cut short: an array has {tag.Length} bytes and {content.Length} are there");
    }

    /// <summary>Reads over what is left of the element.</summary>
    public void SkipRest() => Skip(Remaining);

    /// <summary>A number of four bytes in the file's byte order.</summary>
    public uint ToUInt32(ReadOnlySpan<byte> bytes) =>
        IsBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private byte[] Read(int length)
    {
        byte[] bytes = new byte[length];
        ReadExactly(bytes);
        return bytes;
    }

    private void ReadExactly(Span<byte> bytes)
    {
        Take(bytes.Length);
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new FormatException("it is cut short within the head of an array");
        }
    }

    private void Skip(long length)
    {
        Take(length);
        Span<byte> buffer = stackalloc byte[MaxSmallLength];
        while (length > 0)
        {
            int read = _stream.Read(buffer[..(int)Math.Min(length, buffer.Length)]);
            length = read > 0 ? length - read : throw new FormatException("it is cut short at the end of an array");
        }
    }

    private void Take(long length)
    {
        if (length > Remaining)
        {
            throw new FormatException("a part of an array is longer than the array");
        }

        Remaining -= length;
    }
}
