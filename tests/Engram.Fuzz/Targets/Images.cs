using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets;

/// <summary>Images of classes and weights that a report shows.</summary>
internal sealed class Images() : FuzzTarget("images.npz")
{
    public override string FileName => Path.Combine("analysis", "images.npz");

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => new AnalysisFolder(folder).ImagesPath);

    public override void Read(string path) => ImagesFile.Read(
        new AnalysisFolder(new RunFolder(Path.GetDirectoryName(Path.GetDirectoryName(path))!)), new ImageShape(1, 28, 28), classCount: 10, [8, 6]);
}
