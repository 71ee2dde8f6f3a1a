using Engram.Experiments.Evaluations;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;

namespace Engram.Tests.Experiments;

public sealed class ResumeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public ResumeTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(33)]
    public void Stopped_at_any_step_and_resumed_equals_uninterrupted(long step)
    {
        Run("whole");
        RunOutcome stopped = StopAt("parts", step);
        Assert.Equal((RunStatus.Interrupted, step), (stopped.Record.Status, stopped.Record.CompletedSteps));
        Assert.Equal(RunStatus.Interrupted, RunDocument.Read(_folder["parts/run.json"]).Status);
        Assert.Equal(RunStatus.Finished, Resume("parts").Record.Status);
        AssertSameResult("whole", "parts");
    }

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(19)]
    public void So_does_a_run_that_stops_early_and_keeps_its_best(long step)
    {
        RunSpec spec = Spec() with { Training = Spec().Training with { Epochs = 30, ValidationSplit = 0.2f, EarlyStopping = 2, KeepBest = true, LearningRate = 0.03f } };
        RunRecord whole = Run("whole", spec).Record;
        Assert.InRange(whole.TotalSteps, step + 1, (2 * 30 * 4) - 1);
        StopAt("parts", step, spec);
        RunRecord resumed = Resume("parts").Record;
        Assert.Equal((RunStatus.Finished, whole.TotalSteps, whole.TotalSteps), (resumed.Status, resumed.CompletedSteps, resumed.TotalSteps));
        AssertSameResult("whole", "parts");
        Assert.Equal(whole.ValidationAccuracy, RunEvaluation.Evaluate(_folder["parts"], new EvaluationOptions { Split = "validation", DataDirectory = _data, Threads = 1 }).Accuracy);
    }

    [Fact]
    public void A_damaged_newest_checkpoint_falls_back_to_the_one_before_it()
    {
        Run("whole");
        StopAt("parts", 33);
        string newest = _folder["parts/checkpoint/000033.safetensors"];
        byte[] bytes = File.ReadAllBytes(newest);
        bytes[^1] ^= 1;
        File.WriteAllBytes(newest, bytes);
        RecordingObserver observer = new();
        Assert.Equal(RunStatus.Finished, Resume("parts", observer).Record.Status);
        Assert.Equal(
            [$"The checkpoint {newest} is damaged and set aside; training goes on from {_folder["parts/checkpoint/000030.safetensors"]}."],
            observer.Warnings);
        Assert.Equal(30, observer.Events.OfType<RunStarted>().Single().Progress.CompletedSteps);
        Assert.True(File.Exists(newest + ".damaged"));
        AssertSameResult("whole", "parts");
    }

    [Fact]
    public void Without_a_readable_checkpoint_training_begins_anew()
    {
        Run("whole");
        StopAt("parts", 13);
        foreach (string file in Directory.GetFiles(_folder["parts/checkpoint"]))
        {
            File.WriteAllText(file, "no checkpoint");
        }

        RecordingObserver observer = new();
        Resume("parts", observer);
        Assert.Equal(2, observer.Warnings.Count());
        Assert.Contains("goes on from the beginning.", observer.Warnings.Last(), StringComparison.Ordinal);
        Assert.Equal(2, RunDocument.Read(_folder["parts/run.json"]).Warnings.Count);
        AssertSameResult("whole", "parts");
    }

    [Fact]
    public void Times_add_up_over_sessions()
    {
        double first = StopAt("parts", 33).Record.TrainSeconds;
        Assert.InRange(first, 1e-6, Resume("parts").Record.TrainSeconds);
    }

    [Fact]
    public void A_finished_run_is_left_as_it_is()
    {
        RunRecord record = Run("run").Record;
        string text = File.ReadAllText(_folder["run/run.json"]);
        RecordingObserver observer = new();
        RunOutcome again = Resume("run", observer);
        Assert.Equal(record.TestAccuracy, again.Record.TestAccuracy);
        Assert.IsType<RunFinished>(Assert.Single(observer.Events));
        Assert.Equal(text, File.ReadAllText(_folder["run/run.json"]));
    }

    [Theory]
    [InlineData("weights.safetensors")]
    [InlineData("metrics.csv")]
    [InlineData("run.json")]
    public void What_a_finished_run_has_lost_is_made_again_with_the_same_bits(string name)
    {
        Run("whole");
        Run("run");
        string damaged = _folder[$"run/{name}"];
        byte[] bytes = File.ReadAllBytes(damaged);

        // A digit that still is one: nothing but a checksum tells.
        int place = name == "run.json" ? File.ReadAllText(damaged).IndexOf("0.", StringComparison.Ordinal) + 3 : bytes.Length - 12;
        bytes[place] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        Assert.Equal(
            $"{damaged} is damaged: the checksums of the run do not match; have it made again by engram train --resume {_folder["run"]} --data-dir {_data}, or restore it from a copy.",
            Assert.Throws<EngramException>(() => RunEvaluation.Evaluate(_folder["run"], new EvaluationOptions { DataDirectory = _data, Threads = 1 })).Message);
        RecordingObserver observer = new();
        Assert.Equal(RunStatus.Finished, Resume("run", observer).Record.Status);
        Assert.Equal([$"{damaged} of the finished run is damaged; it is made again from the last checkpoint."], observer.Warnings);
        AssertSameResult("whole", "run");
        RecordingObserver again = new();
        Resume("run", again);
        Assert.IsType<RunFinished>(Assert.Single(again.Events));
    }

    [Fact]
    public void Checksums_that_are_cut_short_are_made_again()
    {
        Run("run");
        string checksums = _folder["run/checksums.sha256"];
        byte[] bytes = File.ReadAllBytes(checksums);
        File.WriteAllBytes(checksums, bytes[..100]);
        RecordingObserver observer = new();
        Resume("run", observer);
        Assert.Equal([$"{checksums} of the finished run is damaged; it is made again from the last checkpoint."], observer.Warnings);
        Assert.Equal(bytes.Length, new FileInfo(checksums).Length);
    }

    [Fact]
    public void A_finished_run_of_a_version_without_checksums_is_left_as_it_is()
    {
        Run("run");
        File.Delete(_folder["run/checksums.sha256"]);
        RecordingObserver observer = new();
        Resume("run", observer);
        Assert.Equal([$"The run {_folder["run"]} has no checksums.sha256, so nothing tells whether its files are what they were."], observer.Warnings);
        Assert.IsType<RunFinished>(observer.Events[^1]);
    }

    [Theory]
    [InlineData("trainSamples: 501", "it is not what it was when the run finished")]
    [InlineData("trainSamples: [", "line")]
    public void A_damaged_spec_of_a_finished_run_is_named_with_the_remedy(string instead, string why)
    {
        Run("run");
        string spec = _folder["run/spec.yaml"];
        File.WriteAllText(spec, File.ReadAllText(spec).Replace("trainSamples: 500", instead, StringComparison.Ordinal));
        string message = Assert.Throws<EngramException>(() => Resume("run")).Message;
        Assert.StartsWith($"{spec} is damaged (", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.EndsWith($"); restore it from a copy, or remove the run {_folder["run"]} to train it anew.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    public void A_spec_that_was_cut_short_before_the_first_checkpoint_is_not_trained(int length)
    {
        StopAt("parts", 0);
        Directory.Delete(_folder["parts/checkpoint"], recursive: true);
        string spec = _folder["parts/spec.yaml"];
        File.WriteAllText(spec, File.ReadAllText(spec)[..length]);
        string message = Assert.Throws<EngramException>(() => Resume("parts")).Message;
        Assert.StartsWith($"{spec} is damaged (", message, StringComparison.Ordinal);
        Assert.EndsWith($"); restore it from a copy, or remove the run {_folder["parts"]} to train it anew.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Checksums_have_the_format_of_sha256sum()
    {
        Run("run");
        string weights = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(_folder["run/weights.safetensors"])));
        Assert.Contains($"{weights}  weights.safetensors\n", File.ReadAllText(_folder["run/checksums.sha256"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Temporary_files_of_a_run_that_was_killed_as_it_began_go()
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(_folder["run/spec.yaml.abc.xyz.engram-tmp"], "");
        Run("run");
        Assert.Empty(Directory.GetFiles(_folder["run"], "*.engram-tmp"));
    }

    private static RunSpec Spec() => new()
    {
        TrainSamples = 500,
        Training = new TrainingSpec { Layers = [16, 24], Epochs = 4, BatchSize = 100, Seed = 3 },
    };

    private RunOptions Options(string name) => new()
    {
        Folder = _folder[name],
        DataDirectory = _data,
        Threads = 1,
        CheckpointEvery = 2,
    };

    private RunOutcome Run(string name, RunSpec? spec = null) => Runner.Run(spec ?? Spec(), Options(name), new RecordingObserver());

    private RunOutcome Resume(string name, RecordingObserver? observer = null) =>
        Runner.Resume(_folder[name], Options(name), observer ?? new RecordingObserver());

    private RunOutcome StopAt(string name, long step, RunSpec? spec = null)
    {
        using CancellationTokenSource source = new();
        RecordingObserver observer = new(runEvent =>
        {
            if ((runEvent is StepTaken taken && taken.Progress.CompletedSteps == step) || (runEvent is RunStarted && step == 0))
            {
                source.Cancel();
            }
        });
        return Runner.Run(spec ?? Spec(), Options(name), observer, source.Token);
    }

    private void AssertSameResult(string first, string second) =>
        RunComparison.AssertSame(_folder[first], _folder[second]);
}
