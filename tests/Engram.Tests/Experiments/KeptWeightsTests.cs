using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Storage;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Experiments;

/// <summary>Weights after some epochs: which they are, whatever happens to the run.</summary>
public sealed class KeptWeightsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _data;

    public KeptWeightsTests() => _data = TinyMnist.Write(_folder["data"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_layer_has_epochs_of_its_own_where_layers_train_one_by_one()
    {
        RunOutcome outcome = Run("run", Spec(), "0,2,every:3");
        Assert.Empty(outcome.Record.Warnings);
        Assert.Equal(
            ["epochs.txt", .. from layer in new[] { 1, 2 } from epoch in new[] { 0, 2, 3 } select $"layer-{layer}-epoch-000{epoch}.safetensors"],
            Names("run"));

        // The same layer, trained for so long and no longer.
        Run("short", With(Spec(), new PerLayer<int>(2)));
        AssertSame("run/kept/layer-1-epoch-0002.safetensors", "short/weights.safetensors", "layers.0.");
        Run("longer", With(Spec(), new PerLayer<int>([4, 3])));
        AssertSame("run/kept/layer-2-epoch-0003.safetensors", "longer/weights.safetensors", "layers.");

        // Layers below are finished, and those above have not begun.
        AssertSame("run/kept/layer-2-epoch-0000.safetensors", "run/weights.safetensors", "layers.0.");
        AssertSame("run/kept/layer-2-epoch-0000.safetensors", "run/kept/layer-1-epoch-0000.safetensors", "layers.1.");
    }

    [Fact]
    public void Before_the_first_epoch_weights_are_those_that_were_drawn()
    {
        Run("run", Spec(), "0");
        using WorkerPool workers = new(1);
        NetworkFile.Write(_folder["drawn"], TrainingDrivers.Create(Spec().Training, RunData.Load(Spec(), _data).Train, workers).State.Network);
        AssertSame("run/kept/layer-1-epoch-0000.safetensors", "drawn", "layers.");
    }

    [Theory]
    [InlineData("ff", "joint", "epoch-0002.safetensors")]
    [InlineData("bp", null, "epoch-0002.safetensors")]
    [InlineData("bp-ff", null, "epoch-0002.safetensors")]
    [InlineData("ff", "greedy", "layer-2-epoch-0002.safetensors")]
    [InlineData("hff", "greedy", "layer-2-epoch-0002.safetensors")]
    [InlineData("lc", "joint", "epoch-0002.safetensors")]
    [InlineData("conv-lc", "greedy", "layer-2-epoch-0002.safetensors")]
    [InlineData("spiking-ff", "greedy", "layer-2-epoch-0002.safetensors")]
    public void The_last_epoch_has_the_weights_of_the_run(string model, string? schedule, string last)
    {
        RunSpec spec = Spec() with { TrainSamples = 100 };
        spec = spec with { Training = ModelTable.Find(model).Defaults with { Model = model, Layers = [4, 4], Epochs = 2, BatchSize = 50 } };
        Run("run", schedule is null ? spec : spec with { Training = spec.Training with { Schedule = schedule } }, "2");
        Assert.Contains(last, Names("run"));
        AssertSame($"run/kept/{last}", "run/weights.safetensors", "");
    }

    [Fact]
    public void Weights_of_the_last_epoch_are_kept_where_the_run_takes_those_of_the_best()
    {
        RunSpec spec = Spec() with { Training = Spec().Training with { Epochs = 30, ValidationSplit = 0.2f, LearningRate = 0.03f } };
        Run("last", spec);
        Run("best", spec with { Training = spec.Training with { KeepBest = true } }, "30");
        AssertSame("best/kept/layer-1-epoch-0030.safetensors", "last/weights.safetensors", "layers.0.");
        Assert.NotEqual(Floats("best/weights.safetensors", "layers.0.weight"), Floats("last/weights.safetensors", "layers.0.weight"));
    }

    [Fact]
    public void Epochs_that_early_stopping_leaves_out_are_not_missing()
    {
        RunSpec spec = Spec() with { Training = Spec().Training with { Epochs = 30, ValidationSplit = 0.2f, EarlyStopping = 2, LearningRate = 0.03f } };
        RunOutcome outcome = Run("run", spec, "every:1");
        Assert.Empty(outcome.Record.Warnings);
        Assert.Equal(MetricsFile.Read(_folder["run/metrics.csv"], 2).Count, Names("run").Length - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(33)]
    public void Stopped_at_any_step_and_resumed_keeps_the_same_files(long step)
    {
        Run("whole", Spec(), "0,every:1");
        StopAt("parts", step);
        Assert.Equal(RunStatus.Finished, Resume("parts").Record.Status);
        AssertSameKept("whole", "parts");
    }

    [Fact]
    public void What_a_damaged_checkpoint_loses_is_kept_again()
    {
        Run("whole", Spec(), "0,every:1");
        StopAt("parts", 33);
        File.WriteAllText(_folder["parts/checkpoint/000033.safetensors"], "");
        File.Delete(_folder["parts/checkpoint/000030.safetensors"]);
        File.WriteAllText(_folder["parts/kept/layer-1-epoch-0001.safetensors.x.y.engram-tmp"], "");
        Resume("parts");
        AssertSameKept("whole", "parts");
    }

    [Theory]
    [InlineData("kept/layer-1-epoch-0001.safetensors", "and no checkpoint has the weights of an earlier epoch; remove it to do without them")]
    [InlineData("kept/epochs.txt", "so that nothing tells which epochs the run keeps; remove it to keep no more")]
    public void What_is_damaged_and_not_made_again_is_refused(string name, string sentence)
    {
        foreach (string run in (string[])["stopped", "finished"])
        {
            StopAt(run, 33);
            if (run == "finished")
            {
                Resume(run);
            }

            string path = _folder[$"{run}/{name}"];
            byte[] bytes = File.ReadAllBytes(path);
            bytes[^3] ^= 1;
            File.WriteAllBytes(path, bytes);
            if (run == "finished" && name == "kept/epochs.txt")
            {
                Assert.Equal(RunStatus.Finished, Resume(run).Record.Status);
                continue;
            }

            string said = Assert.Throws<EngramException>(() => Resume(run)).Message;
            Assert.Contains($"{path} is damaged, {sentence}, or remove the run {_folder[run]} to train it anew.", said, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damaged_weights_that_are_made_again_are_no_matter()
    {
        Run("whole", Spec(), "0,every:1");
        StopAt("parts", 33);
        File.Delete(_folder["parts/checkpoint/000033.safetensors"]);
        File.Delete(_folder["parts/checkpoint/000030.safetensors"]);
        foreach (string file in Directory.GetFiles(_folder["parts/kept"], "*.safetensors"))
        {
            File.WriteAllText(file, "");
        }

        Resume("parts");
        AssertSameKept("whole", "parts");
    }

    [Fact]
    public void What_is_gone_at_the_end_is_named()
    {
        StopAt("parts", 33);
        string first = _folder["parts/kept/layer-1-epoch-0000.safetensors"];
        File.Delete(first);
        File.Delete(_folder["parts/kept/layer-1-epoch-0002.safetensors"]);
        Assert.Equal([$"{first} is gone, and so are 1 others; a new run with the same spec makes the same weights."], Resume("parts").Record.Warnings);
    }

    [Theory]
    [InlineData("0,every:1", "every:2", "keeps the checkpoints 0,every:1")]
    [InlineData(null, "every:2", "keeps no checkpoints")]
    public void A_resumed_run_keeps_what_it_began_to_keep(string? before, string asked, string what)
    {
        StopAt("parts", 7, before);
        Assert.Equal(
            $"The run {_folder["parts"]} {what}, but {asked} is asked for; leave that out to go on as it began, or train a new run.",
            Assert.Throws<EngramException>(() => Runner.Resume(_folder["parts"], Options("parts", asked), new RecordingObserver(), TestContext.Current.CancellationToken)).Message);
        Assert.Equal(RunStatus.Finished, Runner.Resume(_folder["parts"], Options("parts", before), new RecordingObserver(), TestContext.Current.CancellationToken).Record.Status);
    }

    [Fact]
    public void A_list_of_epochs_that_is_damaged_is_named_with_the_remedy()
    {
        StopAt("parts", 7);
        string plan = _folder["parts/kept/epochs.txt"];
        File.WriteAllText(plan, "eve");
        Assert.Equal(
            $"{plan} is damaged, so that nothing tells which epochs the run keeps; remove it to keep no more, or remove the run {_folder["parts"]} to train it anew.",
            Assert.Throws<EngramException>(() => Resume("parts")).Message);
    }

    [Fact]
    public void A_new_run_keeps_nothing_of_what_was_in_its_folder()
    {
        Directory.CreateDirectory(_folder["run/kept"]);
        File.WriteAllText(_folder["run/kept/epochs.txt"], "every:1\n");
        File.WriteAllText(_folder["run/kept/layer-1-epoch-0003.safetensors"], "");
        File.WriteAllText(_folder["run/kept/notes.txt"], "");
        Run("run", Spec());
        Assert.Equal(["notes.txt"], Names("run"));
        Run("other", Spec(), "2");
        Assert.Equal(3, Names("other").Length);
    }

    [Fact]
    public void Weights_that_are_damaged_or_of_another_run_are_refused()
    {
        Run("run", Spec(), "2");
        Run("other", Spec() with { Training = Spec().Training with { Seed = 4 } }, "2");
        KeptFolder folder = new(new RunFolder(_folder["run"]));
        KeptPoint point = folder.Points[0];
        Assert.Equal((0, 2), (point.PhaseIndex, point.Epoch));
        Assert.Equal(Spec().Training.Layers, folder.Read(point).LayerShapes.Select(shape => shape.ViewUnits));

        File.Copy(_folder["other/kept/layer-1-epoch-0002.safetensors"], point.Path, overwrite: true);
        Assert.Equal(
            $"{point.Path} belongs to another run: it was made with another spec than {_folder["run/spec.yaml"]}; remove it, or restore it from a copy.",
            Assert.Throws<EngramException>(() => folder.Read(point)).Message);

        byte[] bytes = File.ReadAllBytes(point.Path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(point.Path, bytes);
        Assert.Equal(
            $"{point.Path} is damaged: its checksum does not match its content; restore it from a copy, or remove it.",
            Assert.Throws<EngramException>(() => folder.Read(point)).Message);
    }

    private static RunSpec Spec() => new()
    {
        TrainSamples = 500,
        Training = new TrainingSpec { Layers = [16, 24], Epochs = 4, BatchSize = 100, Seed = 3 },
    };

    private static RunSpec With(RunSpec spec, PerLayer<int> epochs) => spec with { Training = spec.Training with { Epochs = epochs } };

    private RunOptions Options(string name, string? keep) => new()
    {
        Folder = _folder[name],
        DataDirectory = _data,
        Threads = 1,
        CheckpointEvery = 2,
        KeepCheckpoints = keep is null ? null : KeptEpochs.Parse(keep, "it"),
    };

    private RunOutcome Run(string name, RunSpec spec, string? keep = null) => Runner.Run(spec, Options(name, keep), new RecordingObserver());

    private RunOutcome Resume(string name) => Runner.Resume(_folder[name], Options(name, null), new RecordingObserver());

    private void StopAt(string name, long step, string? keep = "0,every:1")
    {
        using CancellationTokenSource source = new();
        RecordingObserver observer = new(runEvent =>
        {
            if ((runEvent is StepTaken taken && taken.Progress.CompletedSteps == step) || (runEvent is RunStarted && step == 0))
            {
                source.Cancel();
            }
        });
        Runner.Run(Spec(), Options(name, keep), observer, source.Token);
    }

    private string[] Names(string run) => [.. Directory.GetFiles(_folder[$"{run}/kept"]).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private float[] Floats(string file, string tensor) => SafetensorsFile.Read(_folder[file]).ReadFloats(tensor);

    private void AssertSame(string first, string second, string prefix)
    {
        IReadOnlyList<SafetensorsTensor> expected = [.. SafetensorsFile.Read(_folder[second]).Tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))];
        SafetensorsFile found = SafetensorsFile.Read(_folder[first]);
        Assert.NotEmpty(expected);
        Assert.All(expected, tensor => Assert.True(
            found.Tensors.Single(other => other.Name == tensor.Name).Data.Span.SequenceEqual(tensor.Data.Span), $"{tensor.Name} of {first} and {second}"));
    }

    private void AssertSameKept(string first, string second)
    {
        RunComparison.AssertSame(_folder[first], _folder[second]);
        Assert.Equal(Names(first), Names(second));
        Assert.Equal(11, Names(first).Length);
        Assert.All(Names(first), name => Assert.Equal(File.ReadAllBytes(_folder[$"{first}/kept/{name}"]), File.ReadAllBytes(_folder[$"{second}/kept/{name}"])));
    }
}
