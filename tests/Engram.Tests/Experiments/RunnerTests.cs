using System.Text.Json;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Storage;
using Engram.Training;

namespace Engram.Tests.Experiments;

public sealed class RunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public RunnerTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_leaves_its_spec_record_metrics_weights_and_checkpoints()
    {
        RunOutcome outcome = Run("run", Spec());
        Assert.Equal(RunStatus.Finished, outcome.Record.Status);
        RunFolder run = new(_folder["run"]);
        Assert.Equal(
            [".lock", "checkpoint", "checksums.sha256", "metrics.csv", "run.json", "spec.yaml", "weights.safetensors"],
            Directory.GetFileSystemEntries(run.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(SpecFile.Format(Spec(), "how to resume"), File.ReadAllText(run.SpecPath));
        Assert.Equal(["000030.safetensors", "000040.safetensors"], Names(run.CheckpointPath));
        Assert.Equal([16, 24], NetworkFile.Read(run.WeightsPath).LayerShapes.Select(shape => shape.ViewUnits));
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
    public void A_file_that_is_missed_in_a_folder_that_was_taken_away_is_not_the_cause()
    {
        RunFolder run = new(_folder["run"]);
        RecordingObserver observer = new(runEvent =>
        {
            if (runEvent is EpochEnded)
            {
                Directory.Delete(run.Path, recursive: true);
                throw new FileNotFoundException("spec.yaml does not exist");
            }
        });
        RunRecord record = Run("run", Spec(), observer).Record;
        Assert.Equal(RunStatus.Failed, record.Status);
        Assert.StartsWith($"The run folder {run.Path} was removed or replaced while this process worked in it", record.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.Path));
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
    public void Validation_images_are_measured_after_every_epoch_and_counted_apart()
    {
        RecordingObserver observer = new();
        RunOutcome outcome = Run("run", Spec() with { Training = Spec().Training with { ValidationSplit = 0.2f, EarlyStopping = 1 } }, observer);
        RunStarted started = observer.Events.OfType<RunStarted>().Single();
        Assert.Equal(500, started.TrainSampleCount + started.ValidationSampleCount);
        Assert.InRange(started.ValidationSampleCount, 95, 105);
        string[] rows = File.ReadAllLines(_folder["run/metrics.csv"]);
        Assert.EndsWith(",deadUnits,validationAccuracy", rows[0], StringComparison.Ordinal);
        Assert.Equal(observer.Events.OfType<EpochEnded>().Count(), rows.Length - 1);
        Assert.Equal(outcome.Record.ValidationAccuracy, double.Parse(rows[^1].Split(',')[9], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal([0, 1], observer.Events.OfType<LayerEnded>().Select(ended => ended.Last.LayerIndex!.Value));
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["run/run.json"]));
        Assert.Equal(outcome.Record.ValidationAccuracy, json.RootElement.GetProperty("validationAccuracy").GetDouble());
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(16, 24)]
    public void Representations_are_an_array_for_every_layer_whatever_its_width(int first, int second)
    {
        Run("run", Spec() with { Training = Spec().Training with { Layers = [first, second] } }, saveRepresentations: true);
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(_folder["run/representations.npz"]);
        Assert.Equal(["labels", "layer_1", "layer_2", "predictions"], arrays.Keys.Order());
        Assert.Equal([TinyMnist.TestCount, first], arrays["layer_1"].Shape);
        Assert.Equal([TinyMnist.TestCount, second], arrays["layer_2"].Shape);
        Assert.Equal([TinyMnist.TestCount], arrays["labels"].Shape);
        Assert.Equal([TinyMnist.TestCount], arrays["predictions"].Shape);
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
    public void A_training_that_breaks_in_its_last_step_is_a_failed_run_without_weights()
    {
        RunOutcome outcome = Run("run", Spec() with { Training = Spec().Training with { Epochs = 1, BatchSize = 10_000, LearningRate = 3e38f } });
        Assert.Equal(RunStatus.Failed, outcome.Record.Status);
        Assert.EndsWith("no finite number after epoch 1; use a smaller learningRate than 3E+38.", outcome.Record.Error, StringComparison.Ordinal);
        Assert.True(outcome.Record.ErrorRecurs);
        Assert.False(File.Exists(new RunFolder(_folder["run"]).WeightsPath));
    }

    [Fact]
    public void A_spec_that_cannot_be_trained_leaves_no_folder()
    {
        Assert.Throws<EngramException>(() => Run("run", Spec() with { TrainSamples = 601 }));
        Assert.Throws<EngramException>(() => Run("run", Spec() with { Training = Spec().Training with { Epochs = 0 } }));
        Assert.False(Directory.Exists(_folder["run"]));
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
}
