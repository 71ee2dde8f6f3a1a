using Engram.Cli.SweepRendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Slurm;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Tests.Cli.Sweeps;

/// <summary>What is said when a sweep ends, here or on a cluster.</summary>
public sealed class SweepEndingTests : IDisposable
{
    private static readonly SweepAttempt Failure = new()
    {
        Run = "a",
        Number = 2,
        Status = AttemptStatus.Failed,
        Cause = "killed by signal 9.",
        NotRetriedBecause = "it failed 2 times in this start of the sweep",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly Shell _shell;

    public SweepEndingTests() => _shell = new Shell(_output, TextWriter.Null, isTerminal: false, new Invocation("engram"));

    private SweepFolder Sweep => new(_folder.Path);

    private string Failures =>
        $"1 run failed:\n  a  tried 2 times\n    killed by signal 9.\n    given up because it failed 2 times in this start of the sweep\n    no log: {Sweep.LogPath("a")} was never begun\n";

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
    }

    [Fact]
    public void Failures_are_shown_also_where_the_results_cannot_be_made()
    {
        Directory.CreateDirectory(Sweep.ResultsCsvPath);
        Assert.Throws<EngramException>(() => SweepEnding.Show(_shell, new SweepOutcome([], [Failure], []), Sweep, "engram sweep s.yaml", quiet: false));
        Assert.Equal(Failures, _output.ToString());
    }

    [Fact]
    public void A_run_that_is_left_out_of_the_results_is_a_failure()
    {
        Directory.CreateDirectory(Sweep.Run("a").Path);
        File.WriteAllText(Sweep.Run("a").SpecPath, "epochs: many\n");
        Assert.Equal(1, SweepEnding.Show(_shell, new SweepOutcome(["a"], [], []), Sweep, "engram sweep s.yaml", quiet: true));
    }

    [Fact]
    public void What_is_left_to_a_cluster_is_cancelled_by_the_jobs_that_have_it_and_failures_are_shown()
    {
        new SlurmJobs([])
            .Add(Sweep, Job(7, "a", "b"))
            .Add(Sweep, Job(9, "c", "d"))
            .Add(Sweep, Job(12, "b"));
        int exitCode = SlurmEnding.Show(_shell, new SweepOutcome(["c"], [Failure], ["b", "d"]), Sweep, "engram sweep s.yaml --slurm", waited: true, quiet: false);
        Assert.Equal(130, exitCode);
        Assert.Equal(
            $"{Failures}2 runs in the cluster's hands, newest job 12 ({Sweep.SlurmScriptPath}). Follow with:\nengram sweep s.yaml --slurm\nCancel with:\nscancel 12 9\n",
            _output.ToString());
    }

    private static SlurmJob Job(int id, params string[] runs) => new(id, [.. runs.Select((run, index) => new SlurmTask(index, run, 0, 0))]);
}
