using Engram.Experiments;
using Engram.Training;

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

    private RunOutcome Run(string name) => Runner.Run(Spec(), Options(name), new RecordingObserver());

    private RunOutcome Resume(string name, RecordingObserver? observer = null) =>
        Runner.Resume(_folder[name], Options(name), observer ?? new RecordingObserver());

    private RunOutcome StopAt(string name, long step)
    {
        using CancellationTokenSource source = new();
        RecordingObserver observer = new(runEvent =>
        {
            if ((runEvent is StepTaken taken && taken.Progress.CompletedSteps == step) || (runEvent is RunStarted && step == 0))
            {
                source.Cancel();
            }
        });
        return Runner.Run(Spec(), Options(name), observer, source.Token);
    }

    private void AssertSameResult(string first, string second) =>
        RunComparison.AssertSame(_folder[first], _folder[second]);
}
