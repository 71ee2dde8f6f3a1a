using Engram.Data.Formats;
using Engram.Tests.Data;

namespace Engram.Fuzz.Targets;

/// <summary>IDX files of images, plain.</summary>
internal sealed class IdxImages() : FuzzTarget("IDX images")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [IdxBytes.Images(3, 4, 5), IdxBytes.Images(1, 1, 1)];

    public override void Read(string path) => IdxFile.ReadImages(path);
}
