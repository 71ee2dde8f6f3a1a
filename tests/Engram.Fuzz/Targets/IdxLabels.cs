using Engram.Data.Formats;
using Engram.Tests.Data;

namespace Engram.Fuzz.Targets;

/// <summary>IDX files of labels, plain.</summary>
internal sealed class IdxLabels() : FuzzTarget("IDX labels")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [IdxBytes.Labels(0, 9, 3, 3), IdxBytes.Labels(1), IdxBytes.WideLabels(0, 9, 3)];

    public override void Read(string path) => IdxFile.ReadLabels(path, 10);
}
