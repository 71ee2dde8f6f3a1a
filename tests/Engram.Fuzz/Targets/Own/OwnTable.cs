namespace Engram.Fuzz.Targets.Own;

/// <summary>Tables of labels and pixels.</summary>
internal sealed class OwnTable() : FuzzTarget("table of own images")
{
    public override string FileName => "own.csv";

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        "label,p0,p1,p2,p3\n0,1,2,3,4\n1,5,6,7,8\n0,9,10,11,12\n1,13,14,15,255\n"u8.ToArray(),
        "cat,0.5,0.25,1,0\n\"dog\",0,0.1,1e-3,0.9\ncat,0,0,0,0\ndog,1,1,1,1\n"u8.ToArray(),
    ];

    public override void Read(string path) => OwnData.Load(path, new OwnDataOptions { Shape = new ImageShape(1, 2, 2) });
}
