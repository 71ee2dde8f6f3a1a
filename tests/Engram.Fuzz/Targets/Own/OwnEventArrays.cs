using System.Text;
using Engram.Data.Events;

namespace Engram.Fuzz.Targets.Own;

/// <summary>Records of events in a .npz file, which are damaged before they are packed.</summary>
internal sealed class OwnEventArrays() : FuzzTarget("records of events")
{
    private const string Header = "{'descr': [('x', '|u1'), ('y', '|u1'), ('t', '<i4'), ('p', '|b1')], 'fortran_order': False, 'shape': (20,), }";

    public override string FileName => "own.npz";

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        [
            0x93, .. "NUMPY"u8, 1, 0, 118, 0, .. Encoding.ASCII.GetBytes(Header.PadRight(117) + "\n"),
            .. Enumerable.Range(0, 20).SelectMany(index => (byte[])[(byte)index, (byte)(index * 3), (byte)(index * 11), (byte)index, 0, 0, (byte)(index % 2)]),
        ],
    ];

    public override void Read(string path) => OwnEvents.Show(EventFormats.Read(path), path);

    protected override byte[] Pack(byte[] content) => Npz.Zip(("events.npy", content));
}
