using Engram.Storage;

namespace Engram.Fuzz.Targets.Own;

/// <summary>Arrays of images and labels in a .npz file, whose parts are damaged before they are packed.</summary>
internal sealed class OwnArrays() : FuzzTarget("arrays of own images")
{
    private const string Ending = ".npy";

    private static readonly byte[] _labels = Bytes(new NpyArray(new long[] { 0, 1, 0, 1 }, 4));

    public override string FileName => "own.npz";

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        Bytes(new NpyArray([.. Enumerable.Range(0, 48).Select(value => (byte)value)], 4, 2, 2, 3)),
        Bytes(new NpyArray([.. Enumerable.Range(0, 16).Select(value => value / 16f)], 4, 2, 2)),
        Bytes(new NpyArray([.. Enumerable.Range(0, 16).Select(value => (long)value)], 4, 2, 2)),
    ];

    public override void Read(string path) => OwnData.Load(path);

    protected override byte[] Pack(byte[] content) => Npz.Zip(("images" + Ending, content), ("labels" + Ending, _labels));

    private static byte[] Bytes(NpyArray array)
    {
        using MemoryStream stream = new();
        NpyFile.Write(stream, array);
        return stream.ToArray();
    }
}
