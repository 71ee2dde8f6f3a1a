using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;
using Engram.Storage;

namespace Engram.Tests.Experiments.Sweeps;

/// <summary>What a sweep's account says of the time left, from folders that are made up.</summary>
public sealed class SweepBoardTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Recorder _observer = new();

    private SweepFolder Sweep => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Before_anything_has_ended_the_time_left_is_not_known()
    {
        SweepBoard board = Open(Plan(10, 20));
        board.Start("s", "here", [], 2);
        board.Begin(board.Waiting.First());
        Assert.Null(board.Progress().Left);
    }

    [Theory]
    [InlineData(1, 600)]
    [InlineData(2, 400)]
    [InlineData(8, 400)]
    public void A_longer_run_takes_longer_and_no_number_of_workers_makes_it_shorter(int workers, double seconds)
    {
        SweepPlan plan = Plan(10, 20, 40);
        Finish(plan.Runs[0], 100);
        SweepBoard board = Open(plan);
        board.Start("s", "here", [], workers);
        Assert.Equal(seconds, _observer.LastLeft!.Value, 1e-6);
    }

    [Fact]
    public void When_a_run_ends_the_others_are_still_shared_out_among_all_workers()
    {
        SweepPlan plan = Plan(10, 20, 20, 20, 20);
        SweepBoard board = Open(plan);
        board.Start("s", "here", [], 2);
        BoardRun[] both = [.. board.Waiting.Take(2)];
        board.Begin(both[0]);
        board.Begin(both[1]);
        Finish(plan.Runs[0], 5000);
        board.End(both[0], new SweepAttempt { Run = both[0].Name, Number = 1, Status = AttemptStatus.Finished });

        // What is left of the run under way, and three that wait, for two workers.
        Assert.InRange(_observer.LastLeft!.Value, 15_000, 20_000);
    }

    [Fact]
    public void A_model_that_has_finished_runs_is_judged_by_them_and_another_by_all()
    {
        SweepPlan plan = SweepFile.Parse(
            "base: {layers: [16], epochs: 10}\nlist: [{model: ff}, {model: bp}]\nrepetitions: 2", "s.yaml");
        Finish(plan.Runs[0], 100);
        Open(plan).Start("s", "here", [], 1);
        double otherModel = 100 * RunCost.Of(plan.Runs[2].Spec) / RunCost.Of(plan.Runs[0].Spec);
        Assert.Equal(100 + (2 * otherModel), _observer.LastLeft!.Value, 1e-6);

        Finish(plan.Runs[2], 7);
        Open(plan).Start("s", "here", [], 1);
        Assert.Equal(100 + 7, _observer.LastLeft!.Value, 1e-6);
    }

    [Fact]
    public void A_run_under_way_tells_of_its_model_before_one_is_finished()
    {
        SweepPlan plan = Plan(10, 20);
        SweepBoard board = Open(plan);
        board.Start("s", "here", [], 1);
        BoardRun run = board.Waiting.First();
        board.Begin(run);
        Directory.CreateDirectory(Sweep.Run(run.Name).Path);
        File.WriteAllText(Sweep.Run(run.Name).MetricsPath, MetricsFile.Header + "\n1,1\n1,2\n");
        SweepProgress progress = board.Progress();
        RunningRun look = Assert.Single(progress.Running);
        Assert.Equal((2, 10), (look.CompletedEpochs, look.AllEpochs));
        Assert.Equal(4 * look.Elapsed, look.Left!.Value);
        Assert.Equal(14 * look.Elapsed.TotalSeconds, progress.Left!.Value.TotalSeconds, 1e-3);
    }

    [Fact]
    public void A_run_that_is_complete_has_finished_also_where_its_process_could_not_note_it()
    {
        SweepPlan plan = Plan(10, 20);
        SweepBoard board = Open(plan);
        BoardRun[] both = [.. board.Waiting];
        Finish(plan.Runs[0], 100);
        SweepAttempt[] endings = [.. both.Select(run => board.Ending(run, () => "exit code 0"))];
        Assert.Equal([(AttemptStatus.Finished, null), (AttemptStatus.Failed, "exit code 0")], endings.Select(ending => (ending.Status, ending.Cause)));
    }

    /// <summary>A sweep of one layer with a run for each number of epochs.</summary>
    private static SweepPlan Plan(params int[] epochs) => SweepFile.Parse(
        $"base: {{layers: [16]}}\nlist: [{string.Join(", ", epochs.Index().Select(run => $"{{epochs: {run.Item}, seed: {run.Index}}}"))}]", "s.yaml");

    private SweepBoard Open(SweepPlan plan) => new(plan, Sweep, retries: 1, _observer);

    /// <summary>Writes what a board asks a folder for.</summary>
    private void Finish(PlannedRun run, double seconds)
    {
        RunFolder folder = Sweep.Run(run.Name);
        Directory.CreateDirectory(folder.Path);
        File.WriteAllText(folder.SpecPath, SpecFile.Format(run.Spec));
        RunRecord record = RunLedger.Begin(run.Spec, SpecFile.Format(run.Spec), null, 1) with { Status = RunStatus.Finished, TotalSeconds = seconds };
        SafetensorsFile.Write(folder.WeightsPath, [], RunIdentity.Metadata(record));
        RunDocument.Write(folder.RecordPath, record);
    }

    private sealed class Recorder : ISweepObserver
    {
        public double? LastLeft { get; private set; }

        public void Notify(SweepEvent sweepEvent) => LastLeft = sweepEvent switch
        {
            SweepStarted started => started.Progress.Left?.TotalSeconds,
            SweepRunEnded ended => ended.Progress.Left?.TotalSeconds,
            _ => LastLeft,
        };
    }
}
