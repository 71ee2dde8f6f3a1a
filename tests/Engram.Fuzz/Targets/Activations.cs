using System.IO.Compression;
using Engram.Experiments.RunFiles;
using Engram.Storage;

namespace Engram.Fuzz.Targets;

/// <summary>Activations of any network, whose arrays are damaged before they are packed: that of a layer, or the labels.</summary>
internal sealed class Activations() : FuzzTarget("activations.npz")
{
    private static readonly byte[] _layer = Bytes(new NpyArray([0, 1, 0.5f, 2, 0, 0, 1, 3], 4, 2));
    private static readonly byte[] _labels = Bytes(new NpyArray([0L, 1, 2, 1], 4));

    public override string FileName => "activations.npz";

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [_layer, _labels];

    public override void Read(string path) => ActivationsFile.Read(path);

    protected override byte[] Pack(byte[] content)
    {
        bool isLayer = content.Length % 2 == 0;
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            Add(archive, "layer_1.npy", isLayer ? content : _layer);
            Add(archive, "labels.npy", isLayer ? _labels : content);
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(content);
    }

    private static byte[] Bytes(NpyArray array)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }
}
