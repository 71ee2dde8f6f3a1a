using System.IO.Compression;

namespace Engram.Storage;

/// <summary>Files that may be gzip or plain, told apart by their first bytes and not by their name.</summary>
internal static class PackedFile
{
    private const int BufferSize = 1 << 16;

    // The format itself cannot pack more tightly: 258 bytes in two bits.
    private const int MostDeflated = 1032;

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    /// <summary>Opens a file as it is, for <see cref="Unpack(Stream)"/>.</summary>
    public static FileStream OpenRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);

    /// <summary>The most bytes that deflate can have packed into some: what announces more is damaged.</summary>
    public static long MostUnpacked(long packedLength) =>
        packedLength > long.MaxValue / MostDeflated ? long.MaxValue : packedLength * MostDeflated;

    /// <summary>
    /// The unpacked content of a seekable stream that stands at its beginning. Closing it closes the stream too.
    /// </summary>
    public static Stream Unpack(Stream file) => Unpack(file, out _);

    /// <summary>The same, with the most bytes that the content can have.</summary>
    public static Stream Unpack(Stream file, out long mostBytes)
    {
        Span<byte> start = stackalloc byte[GzipMagic.Length];
        int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        file.Position = 0;
        bool isPacked = start[..length].SequenceEqual(GzipMagic);
        mostBytes = isPacked ? MostUnpacked(file.Length) : file.Length;
        return isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The failure to unpack a file.</summary>
    public static EngramException Damaged(string path, Exception cause) =>
        new($"{path} is a damaged or incomplete gzip file; replace it by a good copy.", cause);
}
