using System.IO.Hashing;

namespace Engram.Storage;

/// <summary>Passes on what is read and sums it up as CRC-32, which zip keeps for every entry and .NET does not compare.</summary>
internal sealed class Crc32Stream(Stream source) : Stream
{
    private readonly Crc32 _sum = new();

    /// <summary>The checksum of all that was read.</summary>
    public uint Sum => _sum.GetCurrentHashAsUInt32();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int length = source.Read(buffer);
        _sum.Append(buffer[..length]);
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
