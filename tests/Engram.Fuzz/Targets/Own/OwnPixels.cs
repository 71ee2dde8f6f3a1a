using System.IO.Compression;
using Engram.Data.Images;
using Engram.Tests.Data.Own;

namespace Engram.Fuzz.Targets.Own;

/// <summary>What is packed in a PNG image: filters and rows of pixels.</summary>
internal sealed class OwnPixels() : FuzzTarget("pixels in a PNG image")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [[.. Enumerable.Range(0, 7 * 21).Select(place => (byte)(place % 21 == 0 ? place / 21 % 5 : place))]];

    public override void Read(string path) => ImageFile.Read(path);

    protected override byte[] Pack(byte[] content)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(content);
        }

        return ImageBytes.PngOf(4, 7, 5, packed.ToArray());
    }
}
