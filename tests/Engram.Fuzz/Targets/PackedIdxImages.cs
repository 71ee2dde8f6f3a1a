using Engram.Data.Formats;
using Engram.Tests.Data;

namespace Engram.Fuzz.Targets;

/// <summary>IDX files of images, packed with gzip.</summary>
internal sealed class PackedIdxImages() : FuzzTarget("IDX images packed with gzip")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [IdxBytes.Images(3, 4, 5), IdxBytes.Images(20, 28, 28)];

    public override void Read(string path) => IdxFile.ReadImages(path);

    protected override byte[] Pack(byte[] content) => IdxBytes.Gzip(content);
}
