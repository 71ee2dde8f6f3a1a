using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Fuzz.Targets;

/// <summary>How often a run of a sweep was tried; what cannot be read counts as nothing.</summary>
internal sealed class Attempts() : FuzzTarget("attempts")
{
    public override string FileName => Path.Combine("attempts", "ff-seed1.json");

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        """
        {
          "run": "ff-seed1",
          "number": 2,
          "status": "failed",
          "cause": "killed by signal 9 (out of memory?)",
          "notRetriedBecause": null,
          "host": "node",
          "processId": 12
        }
        """u8.ToArray(),
    ];

    public override void Read(string path) =>
        AttemptDocument.Next(new SweepFolder(Path.GetDirectoryName(Path.GetDirectoryName(path))!), "ff-seed1");
}
