using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Fuzz.Targets;

/// <summary>The results of an analysis, without checksums, which would notice every damage.</summary>
internal sealed class AnalysisFile() : FuzzTarget("analysis.json")
{
    private RunFolder? _run;

    public override string FileName => Path.Combine("analysis", "analysis.json");

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run)
    {
        _run = run.Runs[0];
        return [File.ReadAllBytes(new AnalysisFolder(_run).DocumentPath)];
    }

    public override void Read(string path)
    {
        AnalysisFolder folder = new(new RunFolder(Path.GetDirectoryName(Path.GetDirectoryName(path))!));
        AnalysisDocument.Format(AnalysisDocument.Read(folder, SpecFile.Read(_run!.SpecPath), RunDocument.Read(_run.RecordPath), _ => { }));
    }
}
