using Engram.Experiments.RunFiles;
using Engram.Training;

namespace Engram.Fuzz.Targets.Epochs;

/// <summary>Weights after an epoch, whose checksum is in their metadata.</summary>
internal sealed class KeptNetwork() : FuzzTarget("kept weights")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => new KeptFolder(folder).Points[0].Path);

    public override void Read(string path) => KeptNetworkFile.Read(path);
}
