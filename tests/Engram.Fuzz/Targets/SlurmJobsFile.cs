using Engram.Experiments.Slurm;
using Engram.Experiments.SweepFiles;

namespace Engram.Fuzz.Targets;

/// <summary>The list of jobs that a sweep has given to a cluster.</summary>
internal sealed class SlurmJobsFile() : FuzzTarget("slurm-jobs.json")
{
    public override string FileName => "slurm-jobs.json";

    public override bool IsText => true;

    public override IReadOnlyList<byte[]> Samples(SampleRun run) =>
    [
        """
        {
          "jobs": [
            {"id": 12, "tasks": [{"index": 0, "run": "ff-seed1", "earlierNumber": 0, "earlierSteps": 0}, {"index": 1, "run": "ff-seed2", "earlierNumber": 1, "earlierSteps": 60}]},
            {"id": 13, "tasks": []}
          ]
        }
        """u8.ToArray(),
    ];

    public override void Read(string path) =>
        SlurmRunner.JobIds(new SweepFolder(Path.GetDirectoryName(path)!), ["ff-seed1", "ff-seed2"]);
}
