using Engram.Experiments.Plans;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Tests.Experiments;

namespace Engram.Tests.Cli.Sweeps;

/// <summary>Commands that carry several runs out.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public PlanTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_class_is_left_out_in_turn()
    {
        string[] command =
        [
            "unseen", "--layers", "16,12", "--epochs", "1", "--batch-size", "100", "--data-dir", _data, "--threads", "1", "--output", _folder["out"],
        ];
        EngramRun run = EngramRun.Of(command);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("[10/10] ff-without9\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith($"Report {_folder["out/report.html"]}\n", run.Output, StringComparison.Ordinal);
        string[] rows = File.ReadAllLines(_folder["out/unseen-category.csv"]);
        Assert.Equal(1 + (10 * 3 * 2), rows.Length);

        // A second start finds everything done.
        EngramRun again = EngramRun.Of(command);
        Assert.Equal(0, again.ExitCode);
        Assert.DoesNotContain("[1/10]", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_goes_on_where_it_was_stopped()
    {
        IReadOnlyList<PlannedRun> plan = RunPlans.LeavingOutEachClass(Small());
        Assert.Equal(10, plan.Count);
        using CancellationTokenSource source = new();
        var stopping = new CountingObserver(run => run == "ff-without1", source.Cancel);
        RunOptions options = new() { DataDirectory = _data, Threads = 1 };
        RunOutcome unfinished = PlanRunner.Carry(plan, _folder["out"], options, stopping, source.Token)!;
        Assert.Equal(RunStatus.Interrupted, unfinished.Record.Status);
        Assert.Equal(_folder["out/ff-without1"], unfinished.Folder);

        var observer = new CountingObserver(_ => false, () => { });
        Assert.Null(PlanRunner.Carry(plan, _folder["out"], options, observer, TestContext.Current.CancellationToken));
        Assert.Equal(plan.Skip(1).Select(run => run.Name), observer.Trained);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_folder_with_runs_of_another_plan_is_left_alone(bool analyzed)
    {
        RunOptions options = new() { DataDirectory = _data, Threads = 1 };
        var observer = new CountingObserver(_ => false, () => { });
        PlannedRun first = new("a", Small());
        PlanRunner.Carry([first], _folder["out"], options, observer, TestContext.Current.CancellationToken);
        if (!analyzed)
        {
            Directory.Delete(_folder["out/a/analysis"], recursive: true);
        }

        PlannedRun other = first with { Spec = first.Spec with { Training = first.Spec.Training with { Epochs = 3 } } };
        Assert.Equal(
            $"The folder {_folder["out/a"]} holds a run with epochs 1, but 3 is asked for; choose another folder, or remove that run.",
            Assert.Throws<EngramException>(() => PlanRunner.Carry([other], _folder["out"], options, observer, TestContext.Current.CancellationToken)).Message);
    }

    [Fact]
    public void The_paper_s_runs_are_those_of_its_table()
    {
        IReadOnlyList<PlannedRun> plan = RunPlans.Reproduction("fashion-mnist", full: true, repetitions: 2, seed: 5);
        Assert.Equal(["ff-seed5", "ff-seed6", "bp-ff-seed5", "bp-ff-seed6", "bp-seed5", "bp-seed6"], plan.Select(run => run.Name));
        Assert.Equal(
            [(100, 0.01f, 1024), (300, 0.0001f, 1024), (80, 0.0001f, 2048)],
            plan.Where((_, index) => index % 2 == 0).Select(run => (run.Spec.Training.Epochs[0], run.Spec.Training.LearningRate[0], run.Spec.Training.BatchSize)));
        Assert.Equal([3072, 3072, 3072], RunPlans.Reproduction("svhn", full: false, repetitions: 1, seed: 1)[0].Spec.Training.Layers);
    }

    private static RunSpec Small() => new()
    {
        Training = new() { Layers = [16, 12], Epochs = 1, BatchSize = 100 },
    };

    private sealed class CountingObserver(Func<string, bool> stopsAt, Action stop) : IPlanObserver
    {
        public void Warn(string message) => Assert.Fail(message);

        public List<string> Trained { get; } = [];

        public RunOutcome Train(PlannedRun run, int number, int count, Func<IRunObserver, RunOutcome> train)
        {
            Trained.Add(run.Name);
            if (stopsAt(run.Name))
            {
                stop();
            }

            return train(new RecordingObserver());
        }

        public void Analyze(PlannedRun run, Action<Action<string>> analyze) => analyze(_ => { });
    }
}
