using Engram.Experiments.SweepFiles;

namespace Engram.Fuzz.Targets;

/// <summary>Experiment files of the reference.</summary>
internal sealed class ReferenceExperimentFile() : FuzzTarget("reference experiment file")
{
    public override string FileName => "experiments.yaml";

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        """
        ExperimentBasePath: out
        Experiments:
          - experiment: {model: ff, learningRate: [0.01, 0.001], epochs: [3, 4], threshold: [1, 2], norm: 2, repetitionCount: 2}
          - experiment:
              model: bp_ff
              enable: true
              batch_size: 100
              customPath: second
          - experiment: {model: bp, enable: false}

        """u8.ToArray(),
    ];

    public override void Read(string path) => SweepFile.Read(path);
}
