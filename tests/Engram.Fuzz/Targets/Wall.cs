using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets;

/// <summary>The activations that a report shows.</summary>
internal sealed class Wall() : FuzzTarget("wall.npz")
{
    public override string FileName => Path.Combine("analysis", "wall.npz");

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => new AnalysisFolder(folder).WallPath);

    public override void Read(string path) =>
        WallFile.Read(new AnalysisFolder(new RunFolder(Path.GetDirectoryName(Path.GetDirectoryName(path))!)), [8, 6]);
}
