using System.IO.Compression;
using Engram.Storage;

namespace Engram.Fuzz.Targets;

/// <summary>numpy's .npz, whose arrays are damaged before they are packed.</summary>
internal sealed class Npz() : FuzzTarget("npz")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => Npy.Arrays;

    public override void Read(string path) => NpzFile.Read(path);

    protected override byte[] Pack(byte[] content) => Zip(("damaged.npy", content), ("good.npy", Npy.Arrays[0]));

    /// <summary>A zip archive of some files.</summary>
    internal static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using MemoryStream stream = new();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] content) in files)
            {
                Add(archive, name, content);
            }
        }

        return stream.ToArray();
    }

    private static void Add(ZipArchive archive, string name, byte[] content)
    {
        using Stream entry = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
        entry.Write(content);
    }
}
