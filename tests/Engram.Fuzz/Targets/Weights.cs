using Engram.Training;

namespace Engram.Fuzz.Targets;

/// <summary>The weights of a run.</summary>
internal sealed class Weights() : SafetensorsTarget("weights.safetensors")
{
    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => folder.WeightsPath);

    public override void Read(string path) => NetworkFile.Read(path);
}
