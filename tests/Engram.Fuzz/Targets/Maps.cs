using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets;

/// <summary>Filters, patches and class maps that a report shows.</summary>
internal sealed class Maps() : FuzzTarget("maps.npz")
{
    public override string FileName => Path.Combine("analysis", "maps.npz");

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [File.ReadAllBytes(new AnalysisFolder(run.WithMaps).MapsPath)];

    public override void Read(string path) => MapsFile.Read(
        new AnalysisFolder(new RunFolder(Path.GetDirectoryName(Path.GetDirectoryName(path))!)), new ImageShape(1, 28, 28), classCount: 10, [8, 6]);
}
