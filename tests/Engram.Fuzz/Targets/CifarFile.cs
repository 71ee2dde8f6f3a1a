using Engram.Data.Files;
using Engram.Data.Formats;
using Engram.Storage;

namespace Engram.Fuzz.Targets;

/// <summary>CIFAR-10's unpacked batches.</summary>
internal sealed class CifarFile() : FuzzTarget("CIFAR batch")
{
    internal static DatasetDescription Tiny { get; } = DatasetCatalog.Find("cifar-10") with { Shape = new ImageShape(3, 2, 2) };

    internal static byte[] Records { get; } = [.. Enumerable.Range(0, 13 * 4).Select(index => (byte)(index % 13 == 0 ? index / 13 : index * 7))];

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [Records];

    public override void Read(string path)
    {
        using FileStream file = PackedFile.OpenRead(path);
        CifarBatch.Join(Tiny, "train", [CifarBatch.Read(file, path, file.Length, file.Length, file.Length, Tiny)]);
    }
}
