using System.IO.Compression;

namespace Engram.Storage;

/// <summary>Files that may be gzip or plain, told apart by their first bytes and not by their name.</summary>
internal static class PackedFile
{
    private const int BufferSize = 1 << 16;

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    /// <summary>Opens a file for reading its unpacked content from the beginning.</summary>
    /// <param name="path">The file.</param>
    /// <param name="packedLength">Bytes of the file as it is.</param>
    public static Stream OpenRead(string path, out long packedLength)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan);
        try
        {
            packedLength = file.Length;
            return Unpack(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The unpacked content of a seekable stream that stands at its beginning.</summary>
    public static Stream Unpack(Stream stream)
    {
        Span<byte> start = stackalloc byte[GzipMagic.Length];
        int length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start[..length].SequenceEqual(GzipMagic)
            ? new GZipStream(stream, CompressionMode.Decompress)
            : stream;
    }
}
