using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Fuzz.Targets;

/// <summary>The results of an analysis, without checksums, which would notice every damage.</summary>
/// <param name="name">What the target is called.</param>
/// <param name="choose">Says which run's.</param>
internal sealed class AnalysisFile(string name, Func<SampleRun, RunFolder> choose) : FuzzTarget(name)
{
    private RunFolder? _run;

    public override string FileName => Path.Combine("analysis", "analysis.json");

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run)
    {
        _run = choose(run);
        return [File.ReadAllBytes(new AnalysisFolder(_run).DocumentPath)];
    }

    public override void Read(string path)
    {
        AnalysisFolder folder = new(new RunFolder(Path.GetDirectoryName(Path.GetDirectoryName(path))!));
        AnalysisDocument.Format(AnalysisDocument.Read(folder, SpecFile.Read(_run!.SpecPath), RunDocument.Read(_run.RecordPath), _ => { }));
    }
}
