using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets;

/// <summary>Who fires when, as a report shows it.</summary>
internal sealed class Spikes() : FuzzTarget("spikes.npz")
{
    public override string FileName => Path.Combine("analysis", "spikes.npz");

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => [File.ReadAllBytes(new AnalysisFolder(run.WithSpikes).SpikesPath)];

    public override void Read(string path) => SpikesFile.Read(
        new AnalysisFolder(new RunFolder(Path.GetDirectoryName(Path.GetDirectoryName(path))!)), classCount: 10, steps: 60, [8, 6]);
}
