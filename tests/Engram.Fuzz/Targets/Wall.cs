using Engram.Experiments.Analyses;

namespace Engram.Fuzz.Targets;

/// <summary>The activations that a report shows.</summary>
internal sealed class Wall() : FuzzTarget("wall.npz")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => new AnalysisFolder(folder).WallPath);

    public override void Read(string path) => WallFile.Read(path, [8, 6]);
}
