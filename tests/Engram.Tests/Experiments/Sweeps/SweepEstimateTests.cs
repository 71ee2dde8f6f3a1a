using Engram.Experiments.Analyses;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Tests.Experiments.Sweeps;

public class SweepEstimateTests
{
    [Fact]
    public void Time_is_in_proportion_to_epochs_and_images_and_every_kind_of_run_is_measured()
    {
        using TemporaryFolder folder = new();
        SweepPlan plan = SweepFile.Parse(
            """
            base: {layers: [16, 12], batchSize: 100}
            list:
              - {model: ff, epochs: 10}
              - {model: ff, epochs: 40}
              - {model: ff, epochs: 10, trainSamples: 300}
              - {model: bp-ff, epochs: 10}
              - {model: bp, epochs: 10}
              - {model: ff, epochs: 10, validationSplit: 0.5}
              - {model: ff, epochs: [10, 20]}
              - {model: ff, epochs: [20, 10]}
            workers: 2
            threads: 1
            """,
            "s.yaml");
        SweepEstimate estimate = SweepEstimate.Make(plan, TinyMnist.Write(folder["data"]));
        double[] seconds = [.. estimate.Runs.Select(run => run.TrainSeconds)];
        Assert.All(seconds, time => Assert.InRange(time, 1e-6, 1000));
        Assert.Equal(4 * seconds[0], seconds[1], 1e-9);
        Assert.Equal(0.5 * seconds[0], seconds[2], 1e-9);

        // Half of the images are learned from; the other half goes up once with each of ten labels, through the first layer in two phases.
        Assert.Equal(0.5 + (0.5 * 10 * ((2 * 784 * 16) + (16 * 12)) / RunCost.OfImage(plan.Runs[0].Spec)), seconds[5] / seconds[0], 1e-5);
        Assert.InRange(seconds[6] / seconds[0], 1.001, 1.999);
        Assert.Equal(3 * seconds[0], seconds[6] + seconds[7], 1e-9);
        Assert.All(estimate.Runs, run => Assert.True(run.IsMeasured));
        Assert.Equal((2, 1), (estimate.Workers, estimate.Threads));
        Assert.Equal(plan.Runs, estimate.Runs.Select(run => run.Run));
        Assert.Equal(seconds.Sum(), estimate.TrainSeconds, 1e-9);
    }

    [Fact]
    public void A_kind_that_there_is_no_time_for_is_scaled_by_its_multiply_adds()
    {
        using TemporaryFolder folder = new();
        RunSpec[] specs =
        [
            .. SweepFile.Parse("base: {layers: [16, 12], batchSize: 100}\nlist: [{model: ff, epochs: 3}, {model: bp, epochs: 7}, {model: ff, epochs: 3, layers: [64]}]", "s.yaml")
                .Runs.Select(run => run.Spec),
        ];
        Calibration calibration = new(new RunDatasets(TinyMnist.Write(folder["data"])), 1, specs, allTime: TimeSpan.Zero);
        var (seconds, isMeasured) = calibration.Seconds(specs[0]);
        Assert.True(isMeasured && seconds > 0);
        foreach (RunSpec other in specs[1..])
        {
            Assert.False(calibration.Seconds(other).IsMeasured);
            Assert.Equal(RunCost.Of(other) / RunCost.Of(specs[0]), calibration.Seconds(other).Seconds / seconds, 1e-9);
        }

        RunSpec perLayer = specs[0] with { Training = specs[0].Training with { Epochs = new(3, 5) } };
        Assert.Equal(RunCost.Of(perLayer), RunCost.OfPhases(specs[0]).Zip([3, 5], (cost, epochs) => 60_000 * cost * epochs).Sum(), 1);

        // Images up and for the gradient with every layer: 784 x 64 once in training, twice because there are negatives.
        Assert.Equal(4.0 * 784 * 64, RunCost.OfImage(specs[2]));
    }

    [Fact]
    public void A_run_that_asks_for_more_images_than_are_left_is_told_so_as_by_the_run_itself()
    {
        using TemporaryFolder folder = new();
        string data = TinyMnist.Write(folder["data"]);
        SweepPlan plan = SweepFile.Parse($"base: {{layers: [8], trainSamples: {TinyMnist.TrainCount}, leaveOut: 3}}\nrepetitions: 2", "s.yaml");
        RunOptions options = new() { Folder = folder["run"], DataDirectory = data, Threads = 1 };
        string own = Assert.Throws<EngramException>(() => Runner.Run(plan.Runs[0].Spec, options, new RecordingObserver(), TestContext.Current.CancellationToken)).Message;
        Assert.StartsWith($"trainSamples is {TinyMnist.TrainCount}, but", own, StringComparison.Ordinal);
        Assert.Equal(own, Assert.Throws<EngramException>(() => SweepEstimate.Make(plan, data)).Message);
    }

    [Theory]
    [InlineData("ff", 6, 2, "none", false)]
    [InlineData("ff", 1, 5, "none", false)]
    [InlineData("bp-ff", 6, 2, "none", false)]
    [InlineData("bp", 6, 2, "3", false)]
    [InlineData("ff", 2, 1, "none", true)]
    [InlineData("hff", 6, 2, "none", false)]
    [InlineData("lc", 6, 2, "3", false)]
    [InlineData("conv-lc", 2, 1, "none", true)]
    [InlineData("hff", 2, 1, "none", true)]
    [InlineData("lc", 6, 2, "none", false, "validationSplit: 0.1, keepBest: true, ")]
    [InlineData("ff", 6, 2, "none", false, "validationSplit: 0.1, keepBest: true, ")]
    [InlineData("bp", 6, 2, "none", false, "validationSplit: 0.1, keepBest: true, ")]
    [InlineData("ff", 6, 2, "none", false, "", "0,every:2")]
    [InlineData("bp", 6, 2, "none", false, "", "1,every:3")]
    public void Disk_is_what_a_run_takes(string model, int epochs, int every, string leaveOut, bool withAll, string more = "", string? keep = null)
    {
        using TemporaryFolder folder = new();
        string data = TinyMnist.Write(folder["data"]);
        SweepPlan plan = SweepFile.Parse(
            $$"""
            base: {model: {{model}}, {{more}}layers: [96, 64], epochs: {{epochs}}, leaveOut: {{leaveOut}}}
            repetitions: 2
            checkpointEvery: {{every}}
            {{(keep is null ? "" : $"keepCheckpoints: {keep}")}}
            representations: {{(withAll ? "true" : "false")}}
            analyze: {{(withAll ? "true" : "false")}}
            """,
            "s.yaml");
        var options = new RunOptions
        {
            Folder = folder["run"],
            DataDirectory = data,
            Threads = 1,
            CheckpointEvery = every,
            KeepCheckpoints = plan.Settings.KeepCheckpoints,
            SaveRepresentations = withAll,
        };
        Runner.Run(plan.Runs[0].Spec, options, new RecordingObserver(), TestContext.Current.CancellationToken);
        if (withAll)
        {
            RunAnalysis.Analyze(folder["run"], new AnalysisRunOptions { DataDirectory = data, Threads = 1 });
        }

        long actual = Directory.GetFiles(folder["run"], "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
        Assert.InRange(DiskEstimate.Bytes(plan.Runs[0].Spec, plan.Settings, new RunDatasets(data)) / (double)actual, 1, withAll ? 1.2 : 1.15);
    }

    [Fact]
    public void The_whole_takes_as_long_as_its_busiest_worker()
    {
        PlannedRun run = new("r", new RunSpec());
        RunEstimate[] runs = [.. new[] { 5.0, 1, 1, 1, 4 }.Select(seconds => new RunEstimate(run, seconds, 10, seconds > 1 ? 300 : 100, true))];
        SweepEstimate estimate = new(runs, [], workers: 2, threads: 1, availableMemoryBytes: 500);
        Assert.Equal((12, 7, 50), (estimate.TrainSeconds, estimate.WallSeconds, estimate.DiskBytes));
        Assert.Equal(600, estimate.MemoryBytes);
    }

    [Fact]
    public void Data_that_are_missing_are_named()
    {
        using TemporaryFolder folder = new();
        TinyMnist.Write(folder["data"]);
        SweepPlan plan = SweepFile.Parse("base: {data: svhn, layers: [8]}\nrepetitions: 2", "s.yaml");
        Assert.Contains("svhn", Assert.Throws<EngramException>(() => SweepEstimate.Make(plan, folder["data"])).Message, StringComparison.Ordinal);
    }
}
