using Engram.Data.Formats;
using Engram.Storage;
using Engram.Tests.Data;
using Engram.Tests.Storage;

namespace Engram.Fuzz.Targets;

/// <summary>Arrays of MATLAB files that are damaged before they are packed.</summary>
internal sealed class PackedMatlabArray() : FuzzTarget("MATLAB, packed arrays")
{
    private const int HeaderLength = 128;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        new MatBytes().Images(4, 3, 2, 3, IdxBytes.Pixels(72)).ToArray()[HeaderLength..],
        new MatBytes().Labels(1, 10, 3, 4).ToArray()[HeaderLength..],
    ];

    public override void Read(string path)
    {
        using FileStream file = PackedFile.OpenRead(path);
        SvhnReader.ReadSplit(file, path, MatlabFile.Tiny, "train");
    }

    protected override byte[] Pack(byte[] content) =>
        new MatBytes().Packed(content).Labels(1, 10, 3, 4).Images(4, 3, 2, 3, IdxBytes.Pixels(72)).ToArray();
}
