using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets;

/// <summary>What a run says of itself.</summary>
internal sealed class RunRecordFile() : FuzzTarget("run.json")
{
    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => folder.RecordPath);

    public override void Read(string path) => RunDocument.Format(RunDocument.Read(path));
}
