using Engram.Experiments.Analyses;

namespace Engram.Fuzz.Targets;

/// <summary>The results of an analysis.</summary>
internal sealed class AnalysisFile() : FuzzTarget("analysis.json")
{
    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => new AnalysisFolder(folder).DocumentPath);

    public override void Read(string path) => AnalysisDocument.Format(AnalysisDocument.Read(path, "run"));
}
