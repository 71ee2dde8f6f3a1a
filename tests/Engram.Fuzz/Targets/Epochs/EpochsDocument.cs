using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;

namespace Engram.Fuzz.Targets.Epochs;

/// <summary>Layers over epochs, without checksums, which would notice every damage.</summary>
internal sealed class EpochsDocument() : FuzzTarget("epochs.json")
{
    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => new AnalysisFolder(folder).File("epochs.json"));

    public override void Read(string path) => _ = EpochFiles.Read(path, [8, 6], classCount: 10, "make it again").Moments.Select(moment => EpochRow.Of(moment, moment.All)).ToArray();
}
