using Engram.Data.Files;
using Engram.Data.Formats;
using Engram.Storage;
using Engram.Tests.Data;
using Engram.Tests.Storage;

namespace Engram.Fuzz.Targets;

/// <summary>SVHN's MATLAB files: plain and packed, in both byte orders.</summary>
internal sealed class MatlabFile() : FuzzTarget("MATLAB")
{
    internal static DatasetDescription Tiny { get; } = DatasetCatalog.Find("svhn") with { Shape = new ImageShape(3, 2, 3) };

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        .. from isBigEndian in new[] { false, true }
           from isPacked in new[] { false, true }
           select new MatBytes(isBigEndian, isPacked).Images(4, 3, 2, 3, IdxBytes.Pixels(72)).Labels(1, 10, 3, 4).ToArray(),
        new MatBytes().ByteLabels(1, 2).Images(2, 3, 2, 3, IdxBytes.Pixels(36)).ToArray(),
    ];

    public override void Read(string path)
    {
        using FileStream file = PackedFile.OpenRead(path);
        SvhnReader.ReadSplit(file, path, Tiny, "train");
    }
}
