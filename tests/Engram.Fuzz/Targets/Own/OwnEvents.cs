using Engram.Data.Events;

namespace Engram.Fuzz.Targets.Own;

/// <summary>Recordings of events in N-MNIST's form.</summary>
internal sealed class OwnEvents() : FuzzTarget("recordings of events")
{
    public override string FileName => "own.bin";

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
        [[.. Enumerable.Range(0, 40).SelectMany(index => (byte[])[(byte)(index % 34), (byte)(index * 7 % 34), (byte)(index % 2 * 128), (byte)index, (byte)(index * 5)])]];

    public override void Read(string path) => Show(EventFormats.Read(path), path);

    /// <summary>Bins a recording, on a sensor as large as its events say.</summary>
    internal static void Show(EventRecording recording, string path) => new EventFrames(10, recording.Rows.Max() + 1, recording.Columns.Max() + 1).Of(recording, path);
}
