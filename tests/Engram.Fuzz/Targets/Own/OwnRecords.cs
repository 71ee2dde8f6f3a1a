namespace Engram.Fuzz.Targets.Own;

/// <summary>Files in CIFAR's binary form.</summary>
internal sealed class OwnRecords() : FuzzTarget("records of own images")
{
    public override string FileName => "own.bin";

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
        [.. Enumerable.Range(1, 2).Select(labelBytes => (byte[])[.. Enumerable.Range(0, 4).SelectMany(image => Record(labelBytes, image))])];

    public override void Read(string path) => OwnData.Load(path);

    private static IEnumerable<byte> Record(int labelBytes, int image) =>
        [.. Enumerable.Repeat((byte)(image % 2), labelBytes), .. Enumerable.Range(0, 3072).Select(value => (byte)(value + image))];
}
