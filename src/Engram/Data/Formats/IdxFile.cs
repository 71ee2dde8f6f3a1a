using System.Buffers.Binary;
using Engram.Storage;

namespace Engram.Data.Formats;

/// <summary>
/// Reads the IDX files of MNIST and its relatives, packed with gzip or plain, whatever their name: a magic number, one
/// big-endian 32-bit length per dimension, then the values. Labels are bytes or, for more classes than those tell apart, big-endian
/// 32-bit numbers.
/// </summary>
/// <remarks>
/// The header is a claim. It is compared with what a file of this size can hold, and memory grows with the bytes that really
/// arrive, so that a damaged header that announces four billion images costs nothing.
/// </remarks>
internal static class IdxFile
{
    private const uint ImageMagic = 0x00000803;
    private const uint LabelMagic = 0x00000801;
    private const uint WideLabelMagic = 0x00000c01;

    // Digits and clothes pack to a third or a fifth, far from what a packed file could hold; more is taken as it arrives.
    private const int TakenOnTrust = 128;

    /// <summary>Reads a file of grey images.</summary>
    /// <exception cref="EngramException">
    /// The file cannot be read, is a damaged gzip file, holds labels or something else, is cut short, has bytes after its
    /// last image, or announces no images or more than fit in memory.
    /// </exception>
    public static IdxImages ReadImages(string path) => Open(path, ReadImages);

    /// <summary>Reads a file of labels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="classCount">Number of classes: every label must be below it.</param>
    /// <exception cref="EngramException">
    /// The file cannot be read, is a damaged gzip file, holds images or something else, is cut short, has bytes after its
    /// last label, announces no labels, or has a label without a class.
    /// </exception>
    public static int[] ReadLabels(string path, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        return Open(path, (file, name) => ReadLabels(file, name, classCount));
    }

    /// <summary>Reads how many images of which shape a file announces, and none of them.</summary>
    /// <exception cref="EngramException">As for <see cref="ReadImages(string)"/>, as far as a header tells.</exception>
    internal static (int Count, ImageShape Shape) ReadImageHeader(string path) =>
        Open(path, (file, name) => Unpack(file, name, (stream, source, most) =>
        {
            (int count, ImageShape shape, _, _) = ReadImageHeader(stream, source, most);
            return (count, shape);
        }));

    /// <summary>Reads how many labels a file announces, and none of them.</summary>
    /// <exception cref="EngramException">As for <see cref="ReadLabels(string, int)"/>, as far as a header tells.</exception>
    internal static int ReadLabelCount(string path) =>
        Open(path, (file, name) => Unpack(file, name, (stream, source, most) => ReadLabelHeader(stream, source, most).Count));

    /// <summary>Reads images from a seekable stream, packed or plain.</summary>
    internal static IdxImages ReadImages(Stream file, string path) => Unpack(file, path, ReadUnpackedImages);

    /// <summary>Reads labels from a seekable stream, packed or plain.</summary>
    internal static int[] ReadLabels(Stream file, string path, int classCount)
    {
        int[] labels = Unpack(file, path, ReadUnpackedLabels);
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, classCount - 1);
        return wrong < 0
            ? labels
            : throw new EngramException(
                $"{path} has label {labels[wrong]} at index {wrong}, but labels run from 0 to {classCount - 1}; replace it by a good copy.");
    }

    private static T Open<T>(string path, Func<Stream, string, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return FileFailure.GuardReading(path, () =>
        {
            using Stream file = PackedFile.OpenRead(path);
            return read(file, path);
        });
    }

    /// <summary>Calls <paramref name="read"/> with the unpacked content, the path, and the most bytes that it can have.</summary>
    private static T Unpack<T>(Stream file, string path, Func<Stream, string, long, T> read)
    {
        try
        {
            using Stream content = PackedFile.Unpack(file, out long mostBytes);
            return read(content, path, mostBytes);
        }
        catch (InvalidDataException exception)
        {
            throw PackedFile.Damaged(path, exception);
        }
    }

    private static IdxImages ReadUnpackedImages(Stream stream, string path, long mostBytes)
    {
        (int count, ImageShape shape, long total, string content) = ReadImageHeader(stream, path, mostBytes);
        return new IdxImages(count, shape, ReadContent(stream, path, total, mostBytes, content));
    }

    private static int[] ReadUnpackedLabels(Stream stream, string path, long mostBytes)
    {
        (int count, int size, string content) = ReadLabelHeader(stream, path, mostBytes);
        byte[] bytes = ReadContent(stream, path, (long)count * size, mostBytes, content);
        int[] labels = new int[count];
        for (int index = 0; index < count; index++)
        {
            labels[index] = size == 1 ? bytes[index] : BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(index * size));
        }

        return labels;
    }

    private static (int Count, ImageShape Shape, long Total, string Content) ReadImageHeader(Stream stream, string path, long mostBytes)
    {
        ReadMagic(stream, path, "images", ImageMagic);
        Span<uint> lengths = stackalloc uint[3];
        ReadLengths(stream, path, lengths);
        (uint count, uint height, uint width) = (lengths[0], lengths[1], lengths[2]);
        string content = $"{count} images of {height}x{width} pixels";
        if (TensorShape.ElementCount([count, height, width]) is not (> 0 and long total) || total > Array.MaxLength
            || total / count > ImageShape.MaximumInputSize)
        {
            throw new EngramException(
                $"{path} announces {content}, which is not between 1 and {Array.MaxLength} bytes; replace it by a good copy.");
        }

        RequireRoom(path, content, total, mostBytes);
        return ((int)count, new ImageShape(1, (int)height, (int)width), total, content);
    }

    private static (int Count, int Size, string Content) ReadLabelHeader(Stream stream, string path, long mostBytes)
    {
        int size = ReadMagic(stream, path, "labels", LabelMagic, WideLabelMagic) == WideLabelMagic ? sizeof(int) : sizeof(byte);
        Span<uint> lengths = stackalloc uint[1];
        ReadLengths(stream, path, lengths);
        string content = $"{lengths[0]} labels";
        int most = Array.MaxLength / size;
        if (lengths[0] == 0 || lengths[0] > most)
        {
            throw new EngramException(
                $"{path} announces {content}, which is not between 1 and {most}; replace it by a good copy.");
        }

        RequireRoom(path, content, (long)lengths[0] * size, mostBytes);
        return ((int)lengths[0], size, content);
    }

    private static void RequireRoom(string path, string content, long total, long mostBytes)
    {
        if (total > mostBytes)
        {
            throw new EngramException(
                $"{path} announces {content}, {total} bytes, but a file of its size holds {mostBytes} at most; replace it by a good copy.");
        }
    }

    /// <summary>Reads which of the expected kinds of file it is.</summary>
    private static uint ReadMagic(Stream stream, string path, string kind, params ReadOnlySpan<uint> expected)
    {
        Span<uint> magic = stackalloc uint[1];
        ReadLengths(stream, path, magic);
        if (expected.Contains(magic[0]))
        {
            return magic[0];
        }

        throw new EngramException(magic[0] switch
        {
            LabelMagic or WideLabelMagic => $"{path} holds labels where {kind} are expected; check that image and label files are not swapped.",
            ImageMagic => $"{path} holds images where {kind} are expected; check that image and label files are not swapped.",
            _ => $"{path} is not an IDX file of {kind}: it starts with 0x{magic[0]:x8} instead of 0x{expected[0]:x8}; replace it by a good copy.",
        });
    }

    /// <summary>Reads big-endian numbers of the header.</summary>
    private static void ReadLengths(Stream stream, string path, Span<uint> lengths)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        foreach (ref uint length in lengths)
        {
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new EngramException($"{path} ends within its header; replace it by a good copy.");
            }

            length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        }
    }

    private static byte[] ReadContent(Stream stream, string path, long length, long mostBytes, string content)
    {
        byte[] bytes = BoundedRead.Values<byte>(stream, length, mostBytes / TakenOnTrust);
        if (bytes.Length < length)
        {
            throw new EngramException(
                $"{path} announces {content} but is cut short after {bytes.Length} of {length} bytes; replace it by a good copy.");
        }

        // Reading on also makes gzip compare its checksum.
        return stream.ReadByte() < 0
            ? bytes
            : throw new EngramException($"{path} announces {content} but has bytes after them; replace it by a good copy.");
    }
}
