using Engram.Experiments.Specs;

namespace Engram.Fuzz.Targets;

/// <summary>Specs of a run.</summary>
internal sealed class Spec() : FuzzTarget("spec.yaml")
{
    public override string FileName => "spec.yaml";

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) => run.Files(folder => folder.SpecPath);

    public override void Read(string path) => SpecFile.Read(path);
}
