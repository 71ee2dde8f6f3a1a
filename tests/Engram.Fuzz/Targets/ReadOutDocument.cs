using Engram.Experiments.Analyses;
using Engram.Experiments.Evaluations;
using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets;

/// <summary>What a linear classifier makes of a run's features, without checksums, which would notice every damage.</summary>
internal sealed class ReadOutDocument() : FuzzTarget("read-out.json")
{
    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run)
    {
        var options = new ReadOutRunOptions { DataDirectory = run.DataDirectory, EachLayer = true, Epochs = 1, Threads = 1 };
        return [.. run.Runs.Select(folder =>
        {
            RunReadOut.ReadOut(folder.Path, options);
            return File.ReadAllBytes(new AnalysisFolder(folder).File("read-out.json"));
        })];
    }

    public override void Read(string path) => RunReadOut.Format(ReadOutFiles.Read(path, layerCount: 2, "make it again"));
}
