using System.Text.Json;
using Engram.Experiments;
using Engram.Networks;
using Engram.Storage;
using Engram.Training;

namespace Engram.Tests.Experiments;

public class RunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public RunnerTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_run_leaves_its_spec_record_metrics_weights_and_checkpoints()
    {
        RunOutcome outcome = Run("run", Spec());
        Assert.Equal(RunStatus.Finished, outcome.Record.Status);
        RunFolder run = new(_folder["run"]);
        Assert.Equal(
            [".lock", "checkpoint", "metrics.csv", "run.json", "spec.yaml", "weights.safetensors"],
            Directory.GetFileSystemEntries(run.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(SpecFile.Format(Spec(), "how to resume"), File.ReadAllText(run.SpecPath));
        Assert.Equal(["000030.safetensors", "000040.safetensors"], Names(run.CheckpointPath));
        Assert.Equal([16, 24], NetworkFile.Read(run.WeightsPath).Layers.Select(layer => layer.OutputSize));
        string[] rows = File.ReadAllLines(run.MetricsPath);
        Assert.Equal("layer,epoch,loss,positiveGoodness,negativeGoodness,activeFraction,silentSamples,seconds,deadUnits", rows[0]);
        Assert.Equal(["1,1", "1,2", "1,3", "1,4", "2,1", "2,2", "2,3", "2,4"], rows[1..].Select(row => row[..3]));
    }

    [Fact]
    public void The_record_has_the_names_that_other_programs_rely_on()
    {
        Run("run", Spec());
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["run/run.json"]));
        JsonElement record = json.RootElement;
        Assert.Equal(
            ["finished", "ff", "mnist", BuildInfo.Version],
            new[] { "status", "model", "data", "version" }.Select(name => record.GetProperty(name).GetString()));
        Assert.Equal(3ul, record.GetProperty("seed").GetUInt64());
        Assert.Equal(1, record.GetProperty("threads").GetInt32());
        Assert.Equal(Engram.Kernels.KernelTable.Current.Name, record.GetProperty("instructionSet").GetString());
        Assert.True(record.TryGetProperty("commit", out _));
        Assert.InRange(record.GetProperty("testAccuracy").GetDouble(), 0, 1);
        Assert.InRange(record.GetProperty("trainSeconds").GetDouble(), 1e-6, record.GetProperty("totalSeconds").GetDouble());
        Assert.InRange(record.GetProperty("peakResidentBytes").GetInt64(), 10_000_000, 100_000_000_000);
        Assert.Equal(2, record.GetProperty("layers").GetArrayLength());
        Assert.All(record.GetProperty("layers").EnumerateArray(), layer => Assert.Equal(
            ["testAccuracy", "hoyerSparseness", "activeFraction", "silentSamples"],
            layer.EnumerateObject().Select(property => property.Name).Take(4)));
    }

    [Fact]
    public void Events_come_in_order_and_tell_layers_and_epochs()
    {
        RecordingObserver observer = new();
        Run("run", Spec(), observer);
        Assert.IsType<RunStarted>(observer.Events[0]);
        Assert.IsType<RunFinished>(observer.Events[^1]);
        Assert.Equal(40, observer.Events.OfType<StepTaken>().Count());
        Assert.Equal(8, observer.Events.OfType<EpochEnded>().Count());
        Assert.Equal([0, 1], observer.Events.OfType<LayerEnded>().Select(ended => ended.Last.LayerIndex!.Value));
        Assert.Equal([10, 20, 30, 40], observer.Events.OfType<CheckpointWritten>().Select(written => written.Progress.CompletedSteps));
    }

    [Fact]
    public void Representations_are_one_array_where_layers_are_equally_wide()
    {
        Run("run", Spec() with { Training = Spec().Training with { Layers = [16, 16] } }, saveRepresentations: true);
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(_folder["run/representations.npz"]);
        Assert.Equal(["labels", "predictions", "representations"], arrays.Keys.Order());
        Assert.Equal([TinyMnist.TestCount, 2, 16], arrays["representations"].Shape);
        Assert.Equal([TinyMnist.TestCount], arrays["labels"].Shape);
        Assert.Equal([TinyMnist.TestCount], arrays["predictions"].Shape);
    }

    [Fact]
    public void Representations_are_an_array_per_layer_where_widths_differ()
    {
        Run("run", Spec(), saveRepresentations: true);
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(_folder["run/representations.npz"]);
        Assert.Equal(["labels", "predictions", "representations_1", "representations_2"], arrays.Keys.Order());
        Assert.Equal([TinyMnist.TestCount, 16], arrays["representations_1"].Shape);
        Assert.Equal([TinyMnist.TestCount, 24], arrays["representations_2"].Shape);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(33)]
    public void Stopped_at_any_step_and_resumed_equals_uninterrupted(long step)
    {
        Run("whole", Spec());
        using CancellationTokenSource source = new();
        RecordingObserver observer = new(runEvent => CancelAt(runEvent, step, source));
        RunOutcome stopped = Runner.Run(Spec(), Options("parts"), observer, source.Token);
        Assert.Equal((RunStatus.Interrupted, step), (stopped.Record.Status, stopped.Record.CompletedSteps));
        Assert.Equal(RunStatus.Interrupted, RunDocument.Read(_folder["parts/run.json"]).Status);
        Assert.Equal(RunStatus.Finished, Resume("parts").Record.Status);
        AssertSameResult("whole", "parts");
    }

    [Fact]
    public void A_damaged_newest_checkpoint_falls_back_to_the_one_before_it()
    {
        Run("whole", Spec());
        StopAt("parts", 33);
        string newest = _folder["parts/checkpoint/000033.safetensors"];
        byte[] bytes = File.ReadAllBytes(newest);
        bytes[^1] ^= 1;
        File.WriteAllBytes(newest, bytes);
        RecordingObserver observer = new();
        Assert.Equal(RunStatus.Finished, Resume("parts", observer).Record.Status);
        Assert.StartsWith(
            $"The checkpoint {newest} is damaged, so training goes on from the checkpoint before it, 000030.safetensors, instead: ",
            Assert.Single(observer.Warnings),
            StringComparison.Ordinal);
        Assert.Equal(30, observer.Events.OfType<RunStarted>().Single().Progress.CompletedSteps);
        Assert.True(File.Exists(newest + ".damaged"));
        AssertSameResult("whole", "parts");
    }

    [Fact]
    public void Without_a_readable_checkpoint_training_begins_anew()
    {
        Run("whole", Spec());
        StopAt("parts", 13);
        foreach (string file in Directory.GetFiles(_folder["parts/checkpoint"]))
        {
            File.WriteAllText(file, "no checkpoint");
        }

        RecordingObserver observer = new();
        Resume("parts", observer);
        Assert.Equal(2, observer.Warnings.Count());
        Assert.Contains("goes on from the beginning instead", observer.Warnings.Last(), StringComparison.Ordinal);
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
        RunRecord record = Run("run", Spec()).Record;
        string text = File.ReadAllText(_folder["run/run.json"]);
        RecordingObserver observer = new();
        RunOutcome again = Resume("run", observer);
        Assert.Equal(record.TestAccuracy, again.Record.TestAccuracy);
        Assert.IsType<RunFinished>(Assert.Single(observer.Events));
        Assert.Equal(text, File.ReadAllText(_folder["run/run.json"]));
    }

    [Fact]
    public void A_training_that_breaks_is_a_failed_run_with_its_sentence()
    {
        RunOutcome outcome = Run("run", Spec() with { Training = Spec().Training with { LearningRate = 1e38f } });
        Assert.Equal(RunStatus.Failed, outcome.Record.Status);
        RunRecord record = RunDocument.Read(_folder["run/run.json"]);
        Assert.Equal((RunStatus.Failed, outcome.Record.Error), (record.Status, record.Error));
        Assert.Contains("epoch", record.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_spec_that_cannot_be_trained_leaves_no_folder()
    {
        Assert.Throws<EngramException>(() => Run("run", Spec() with { TrainSamples = 601 }));
        Assert.Throws<EngramException>(() => Run("run", Spec() with { Training = Spec().Training with { Epochs = 0 } }));
        Assert.False(Directory.Exists(_folder["run"]));
    }

    internal static void CancelAt(RunEvent runEvent, long step, CancellationTokenSource source)
    {
        if ((runEvent is StepTaken taken && taken.Progress.CompletedSteps == step) || (runEvent is RunStarted && step == 0))
        {
            source.Cancel();
        }
    }

    private static RunSpec Spec() => new()
    {
        TrainSamples = 500,
        Training = new TrainingSpec { Layers = [16, 24], Epochs = 4, BatchSize = 100, Seed = 3 },
    };

    private static IEnumerable<string?> Names(string folder) => Directory.GetFiles(folder).Select(Path.GetFileName).Order();

    private RunOptions Options(string name) => new()
    {
        Folder = _folder[name],
        DataDirectory = _data,
        Threads = 1,
        CheckpointEvery = 2,
        SpecComments = _ => ["how to resume"],
    };

    private RunOutcome Run(string name, RunSpec spec, RecordingObserver? observer = null, bool saveRepresentations = false) =>
        Runner.Run(spec, Options(name) with { SaveRepresentations = saveRepresentations }, observer ?? new RecordingObserver());

    private RunOutcome Resume(string name, RecordingObserver? observer = null) =>
        Runner.Resume(_folder[name], Options(name), observer ?? new RecordingObserver());

    private RunOutcome StopAt(string name, long step)
    {
        using CancellationTokenSource source = new();
        return Runner.Run(Spec(), Options(name), new RecordingObserver(runEvent => CancelAt(runEvent, step, source)), source.Token);
    }

    private void AssertSameResult(string first, string second) =>
        RunComparison.AssertSame(_folder[first], _folder[second]);
}
