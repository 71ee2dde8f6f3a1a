using System.Buffers.Binary;
using Engram.Storage;

namespace Engram.Data;

/// <summary>
/// Reads the IDX files of MNIST and its relatives, packed with gzip or plain, whatever their name: a magic number, one
/// big-endian 32-bit length per dimension, then the bytes.
/// </summary>
/// <remarks>
/// The header is a claim. Memory grows with the bytes that really arrive, so that a damaged header that announces four
/// billion images costs nothing.
/// </remarks>
public static class IdxFile
{
    private const uint ImageMagic = 0x00000803;
    private const uint LabelMagic = 0x00000801;

    // Photographs of digits and clothes pack to a third or a fifth; more than that is taken as it arrives.
    private const int PlausibleRatio = 8;

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
    public static byte[] ReadLabels(string path, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        return Open(path, (file, name) => ReadLabels(file, name, classCount));
    }

    /// <summary>Reads images from a seekable stream, packed or plain.</summary>
    internal static IdxImages ReadImages(Stream file, string path) => Unpack(file, path, ReadUnpackedImages);

    /// <summary>Reads labels from a seekable stream, packed or plain.</summary>
    internal static byte[] ReadLabels(Stream file, string path, int classCount)
    {
        byte[] labels = Unpack(file, path, ReadUnpackedLabels);
        int wrong = labels.AsSpan().IndexOfAnyExceptInRange((byte)0, (byte)Math.Min(classCount - 1, byte.MaxValue));
        return wrong < 0
            ? labels
            : throw new EngramException(
                $"{path} has label {labels[wrong]} at index {wrong}, but labels run from 0 to {classCount - 1}; replace it by a good copy.");
    }

    private static T Open<T>(string path, Func<Stream, string, T> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            using Stream file = PackedFile.OpenRead(path);
            return read(file, path);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.Reading(path, exception);
        }
    }

    /// <summary>Calls <paramref name="read"/> with the unpacked content, the path, and the bytes to expect.</summary>
    private static T Unpack<T>(Stream file, string path, Func<Stream, string, long, T> read)
    {
        try
        {
            using Stream content = PackedFile.Unpack(file);
            return read(content, path, file.Length * PlausibleRatio);
        }
        catch (InvalidDataException exception)
        {
            throw PackedFile.Damaged(path, exception);
        }
    }

    private static IdxImages ReadUnpackedImages(Stream stream, string path, long plausibleLength)
    {
        CheckMagic(stream, path, ImageMagic, "images");
        Span<uint> lengths = stackalloc uint[3];
        ReadLengths(stream, path, lengths);
        (uint count, uint height, uint width) = (lengths[0], lengths[1], lengths[2]);
        string content = $"{count} images of {height}x{width} pixels";
        if (TensorShape.ElementCount([count, height, width]) is not (> 0 and long total) || total > Array.MaxLength)
        {
            throw new EngramException(
                $"{path} announces {content}, which is not between 1 and {Array.MaxLength} bytes; replace it by a good copy.");
        }

        byte[] pixels = ReadContent(stream, path, total, plausibleLength, content);
        return new IdxImages((int)count, new ImageShape(1, (int)height, (int)width), pixels);
    }

    private static byte[] ReadUnpackedLabels(Stream stream, string path, long plausibleLength)
    {
        CheckMagic(stream, path, LabelMagic, "labels");
        Span<uint> lengths = stackalloc uint[1];
        ReadLengths(stream, path, lengths);
        string content = $"{lengths[0]} labels";
        return lengths[0] > 0 && lengths[0] <= Array.MaxLength
            ? ReadContent(stream, path, lengths[0], plausibleLength, content)
            : throw new EngramException(
                $"{path} announces {content}, which is not between 1 and {Array.MaxLength}; replace it by a good copy.");
    }

    private static void CheckMagic(Stream stream, string path, uint expected, string kind)
    {
        Span<uint> magic = stackalloc uint[1];
        ReadLengths(stream, path, magic);
        if (magic[0] == expected)
        {
            return;
        }

        throw new EngramException(magic[0] switch
        {
            LabelMagic => $"{path} holds labels where {kind} are expected; check that image and label files are not swapped.",
            ImageMagic => $"{path} holds images where {kind} are expected; check that image and label files are not swapped.",
            _ => $"{path} is not an IDX file of {kind}: it starts with 0x{magic[0]:x8} instead of 0x{expected:x8}; replace it by a good copy.",
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

    private static byte[] ReadContent(Stream stream, string path, long length, long plausibleLength, string content)
    {
        byte[] bytes = BoundedRead.Values<byte>(stream, length, plausibleLength);
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
