using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets;

/// <summary>The metrics of a run.</summary>
internal sealed class Metrics() : FuzzTarget("metrics.csv")
{
    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => folder.MetricsPath);

    public override void Read(string path) => MetricsFile.Read(path, layerCount: 2);
}
