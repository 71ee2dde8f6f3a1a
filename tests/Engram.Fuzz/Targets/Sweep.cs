using System.Text;
using Engram.Experiments.SweepFiles;

namespace Engram.Fuzz.Targets;

/// <summary>Sweep files.</summary>
internal sealed class Sweep() : FuzzTarget("sweep.yaml")
{
    public override string FileName => "sweep.yaml";

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        .. new[]
        {
            """
            name: rates
            base: {layers: [8, 6], epochs: 2, preset: paper-mnist-ff}
            grid:
              learningRate: [0.01, 0.001]
              goodness: [l2-norm, sum-of-squares]
            repetitions: 3
            workers: 2
            threads: 1
            slurm: {partition: short, time: 1-12, memory: 4G, cpus: 2, directives: ["--mail-type=END"]}

            """,
            """
            list:
              - {model: ff, negatives: hard, epochs: 3}
              - {model: bp, dropout: 0.5}
            random:
              draws: 5
              seed: 7
              keys:
                learningRate: {low: 0.001, high: 0.1, scale: log}
                batchSize: {low: 10, high: 100}
                seed: [1, 2, 3]

            """,
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override void Read(string path) => SweepFile.Read(path);
}
