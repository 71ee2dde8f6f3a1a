using Engram.Data.Images;
using Engram.Tests.Data.Own;

namespace Engram.Fuzz.Targets.Own;

/// <summary>BMP images.</summary>
internal sealed class OwnBitmap() : FuzzTarget("BMP image")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [ImageBytes.Bitmap(5, 3, [.. Enumerable.Range(0, 45).Select(value => (byte)(value * 5))])];

    public override void Read(string path) => ImageFile.Read(path);
}
