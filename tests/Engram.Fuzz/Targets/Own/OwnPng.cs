using System.Buffers.Binary;
using System.IO.Hashing;
using Engram.Data.Images;
using Engram.Tests.Data.Own;

namespace Engram.Fuzz.Targets.Own;

/// <summary>PNG images, whose parts get the checksums that they need to be looked at.</summary>
internal sealed class OwnPng() : FuzzTarget("PNG image")
{
    private const int Signature = 8;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
        [.. Enumerable.Range(1, 4).Select(channels => ImageBytes.Png(channels, 5, 6, [.. Enumerable.Range(0, 30 * channels).Select(value => (byte)(value * 7))]))];

    public override void Read(string path) => ImageFile.Read(path);

    protected override byte[] Pack(byte[] content)
    {
        for (int start = Signature; start + 12 <= content.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(start));
            if (length > content.Length - start - 12)
            {
                break;
            }

            int end = start + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(content.AsSpan(end), Crc32.HashToUInt32(content.AsSpan(start + 4, 4 + (int)length)));
            start = end + 4;
        }

        return content;
    }
}
