using Engram.Families;
using Engram.Families.Dense;
using Engram.Models;
using Engram.Storage;
using Engram.Tests.Storage;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

public sealed class TrainingStateFileTests : IDisposable
{
    private static readonly ImageDataset _train = SyntheticImages.Create(30);

    private readonly TemporaryFolder _folder = new();

    private TrainingState? _good;

    public static TheoryData<string, string, string, float> Cases => new()
    {
        { "greedy", "relu", "fixed", 0 },
        { "greedy", "relu", "resampled", 0 },
        { "greedy", "sigmoid", "hard", 0.3f },
        { "joint", "relu", "resampled", 0.3f },
        { "joint", "relu", "hard", 0 },
    };

    public static TheoryData<string, string, float> WholeNetworks => new()
    {
        { "bp-ff", "resampled", 0 },
        { "bp-ff", "hard", 0.3f },
        { "bp", "fixed", 0 },
        { "bp", "fixed", 0.3f },
    };

    private string Path => _folder["checkpoint.safetensors"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_training_resumed_at_any_step_ends_like_one_that_was_never_left_off(string schedule, string activation, string negatives, float dropout)
    {
        CheckResumption(Spec(schedule, activation, negatives, dropout));
    }

    [Theory]
    [MemberData(nameof(WholeNetworks))]
    public void So_does_one_that_trains_the_network_as_a_whole(string model, string negatives, float dropout) =>
        CheckResumption(Spec("greedy", "relu", negatives, dropout) with { Model = model, ActivationPenalty = 0.001f });

    [Theory]
    [MemberData(nameof(TestModels.WithDropout), MemberType = typeof(TestModels))]
    public void So_does_every_model_with_its_own_defaults(string model, float dropout) =>
        CheckResumption(ModelTable.Find(model).Defaults with { Layers = [20, 17], Epochs = 2, BatchSize = 10, Dropout = dropout });

    [Fact]
    public void An_infinite_goodness_is_kept()
    {
        TrainingState state = TrainerProbe.Complete(Spec("greedy", "relu", "fixed", 0) with { Model = "bp" }, _train);
        state.Record(state.History[0] with { PositiveGoodness = double.PositiveInfinity });
        state.Totals[0].PositiveGoodnessSum = double.PositiveInfinity;
        TrainingStateFile.Write(Path, state);
        TrainingState read = TrainingStateFile.Read(Path);
        Assert.Equal(state.History, read.History);
        Assert.Equal(double.PositiveInfinity, read.Totals[0].PositiveGoodnessSum);
    }

    private void CheckResumption(TrainingSpec spec)
    {
        TrainingState uninterrupted = TrainerProbe.Complete(spec, _train);
        using WorkerPool workers = new(1);
        long totalSteps = TrainingDrivers.Create(spec, _train, workers).TotalSteps;
        for (long interruption = 0; interruption <= totalSteps; interruption++)
        {
            TrainingDriver first = TrainingDrivers.Create(spec, _train, workers);
            TakeSteps(first, interruption);
            TrainingStateFile.Write(Path, first.State);

            TrainingDriver second = TrainingDrivers.Resume(TrainingStateFile.Read(Path), _train, workers);
            Assert.Equal(interruption, second.CompletedSteps);
            TrainerProbe.Complete(second);
            TrainerProbe.RequireEqual(uninterrupted, second.State);
        }
    }

    [Fact]
    public void A_training_left_off_after_every_single_step_ends_alike()
    {
        TrainingSpec spec = Spec("greedy", "relu", "hard", 0.2f);
        using WorkerPool workers = new(2);
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
            TrainingStateFile.Write(Path, trainer.State);
            trainer = TrainingDrivers.Resume(TrainingStateFile.Read(Path), _train, workers);
        }

        TrainerProbe.RequireEqual(TrainerProbe.Complete(spec, _train), trainer.State);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_is_read_back(bool biases)
    {
        TrainingSpec spec = Spec("greedy", "relu", "resampled", 0.25f) with
        {
            Threshold = 1.1f,
            Seed = ulong.MaxValue,
            LearningRate = 0.0123f,
            Prediction = "sum",
            SkipFirstLayer = true,
            Biases = biases,
        };
        TrainingState written = StateAfter(spec, 8);
        TrainingStateFile.Write(Path, written);
        TrainingState read = TrainingStateFile.Read(Path);

        TrainerProbe.RequireEqual(written, read);
        Assert.Equal(spec.Layers, read.Spec.Layers);
        Assert.Equal(spec with { Layers = [] }, read.Spec with { Layers = [] });
        Assert.Equal(written.History, read.History);
        Assert.Equal(written.DataFingerprint, read.DataFingerprint);
        Assert.Equal(written.Dense.Thresholds, read.Dense.Thresholds);
        Assert.Equal(biases, read.Dense.HasBiases);
        Assert.Equal(SlotNames(biases), written.SlotsInUse.Select(slot => slot.Name));
        Assert.Equal(SlotNames(biases), read.SlotsInUse.Select(slot => slot.Name));
        foreach ((Parameter before, Parameter after) in written.SlotsInUse.Zip(read.SlotsInUse))
        {
            Bits.RequireEqual(before.ToArray(), after.ToArray(), before.Name);
        }
    }

    private static string[] SlotNames(bool biases) =>
        ["adam.1.weight.first", "adam.1.weight.second", .. biases ? new[] { "adam.1.bias.first", "adam.1.bias.second" } : []];

    [Fact]
    public void A_key_that_a_checkpoint_does_not_know_has_its_default()
    {
        TrainingStateFile.Write(Path, StateAfter(Spec("greedy", "relu", "fixed", 0), 2));
        SafetensorsFile file = SafetensorsFile.Read(Path);
        Dictionary<string, string> metadata = new(file.Metadata);
        foreach (string key in new[] { "spec", "engram.state" })
        {
            Assert.Contains("\"Biases\":true,", metadata[key], StringComparison.Ordinal);
            metadata[key] = metadata[key].Replace("\"Biases\":true,", "", StringComparison.Ordinal);
        }

        metadata["engram.checksum"] = TrainingStateFile.Checksum(metadata, file.Tensors);
        SafetensorsFile.Write(Path, file.Tensors, metadata);
        Assert.True(TrainingStateFile.Read(Path).Spec.Biases);
    }

    [Fact]
    public void Writing_twice_gives_equal_bytes()
    {
        TrainingState state = StateAfter(Spec("joint", "relu", "fixed", 0), 3);
        TrainingStateFile.Write(Path, state);
        byte[] first = File.ReadAllBytes(Path);
        TrainingStateFile.Write(Path, TrainingStateFile.Read(Path));
        Assert.Equal(first, File.ReadAllBytes(Path));
    }

    // As own images have whose training part has grown since, where only some of them are trained on.
    [Fact]
    public void A_resumed_training_keeps_the_normalization_that_it_began_with()
    {
        TrainingSpec spec = Spec("greedy", "relu", "resampled", 0);
        using WorkerPool workers = new(1);
        TrainingDriver resumed = TrainingDrivers.Resume(StateAfter(spec, 2), _train.NormalizedAs(new PixelNormalization([0.9f], [0.7f])), workers);
        TrainerProbe.Complete(resumed);
        TrainerProbe.RequireEqual(TrainerProbe.Complete(spec, _train), resumed.State);
    }

    [Fact]
    public void Images_of_another_shape_are_refused_though_their_bytes_are_the_same()
    {
        TrainingState state = StateAfter(Spec("greedy", "relu", "fixed", 0), 1);
        byte[] pixels = [.. Enumerable.Range(0, _train.Count).SelectMany(sample => _train.Pixels(sample).ToArray())];
        ImageDataset reshaped = new("reshaped", new ImageShape(1, 4, 9), pixels, _train.Labels.ToArray(), _train.ClassNames, _train.Normalization);
        using WorkerPool workers = new(1);
        Assert.Equal(
            "The network was trained on 1x6x6 images of 4 classes, but reshaped has 1x4x9 images of 4 classes; choose a data set of the same shape.",
            Assert.Throws<EngramException>(() => TrainingDrivers.Resume(state, reshaped, workers)).Message);
    }

    [Fact]
    public void Other_data_are_refused_with_both_fingerprints()
    {
        TrainingState state = StateAfter(Spec("greedy", "relu", "fixed", 0), 1);
        ImageDataset other = SyntheticImages.Create(30, seed: 2);
        using WorkerPool workers = new(1);
        Assert.Equal(
            $"The checkpoint was trained on synthetic with fingerprint {_train.Fingerprint}, but synthetic has {other.Fingerprint}; resume with the data the run began with.",
            Assert.Throws<EngramException>(() => TrainingDrivers.Resume(state, other, workers)).Message);
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Equal(
        $"{Path} cannot be read because it does not exist; check the path.",
        Assert.Throws<EngramException>(() => TrainingStateFile.Read(Path)).Message);

    [Fact]
    public void Weights_alone_are_no_checkpoint()
    {
        NetworkFile.Write(Path, StateAfter(Spec("greedy", "relu", "fixed", 0), 1).Network);
        Assert.Equal(
            $"{Path} is no checkpoint of this program (its metadata lacks engram.format = checkpoint-2); name a file that engram train wrote.",
            Assert.Throws<EngramException>(() => TrainingStateFile.Read(Path)).Message);
    }

    [Fact]
    public void A_changed_number_is_noticed_by_the_checksum()
    {
        TrainingStateFile.Write(Path, StateAfter(Spec("greedy", "relu", "fixed", 0), 1));
        byte[] bytes = File.ReadAllBytes(Path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(Path, bytes);
        Assert.Equal(
            $"{Path} is damaged: its checksum does not match its content; resume from an older checkpoint.",
            Assert.Throws<EngramException>(() => TrainingStateFile.Read(Path)).Message);
    }

    [Fact]
    public Task Random_files_are_taken_well() => HostileBytes.AreTakenWell(HostileBytes.Random(GoodFile()), ReadHostile);

    [Fact]
    public Task Every_damage_is_noticed() => HostileBytes.AreTakenWell(HostileBytes.Mutated(GoodFile()), ReadHostile);

    [Fact]
    public Task Every_damage_of_the_header_is_noticed()
    {
        byte[] good = GoodFile();
        return HostileBytes.AreTakenWell(Damage.OfHeader(good, 8 + (int)BitConverter.ToInt64(good)), ReadHostile);
    }

    [Theory]
    [InlineData("\"EpochIndex\":0", "\"EpochIndex\":99")]
    [InlineData("\"LayerIndex\":0", "\"LayerIndex\":-1")]
    [InlineData("\"StepIndex\":1", "\"StepIndex\":1000")]
    [InlineData("\"StepIndex\":1", "\"StepIndex\":-1")]
    [InlineData("\"Layers\":[18,17]", "\"Layers\":[18,17,16]")]
    [InlineData("\"Layers\":[18,17]", "\"Layers\":[19,17]")]
    [InlineData("\"Goodness\":\"l2-norm\"", "\"Goodness\":\"l1-norm\"")]
    [InlineData("\"Activation\":\"relu\"", "\"Activation\":\"sigmoid\"")]
    [InlineData("\"Biases\":true", "\"Biases\":false")]
    [InlineData("\"Totals\":[", "\"Totals\":[null,")]
    [InlineData("\"Totals\":[{", "\"Totals\":[],\"other\":[{")]
    [InlineData("\"Epochs\":2", "\"Epochs\":0")]
    [InlineData("\"Model\":\"ff\"", "\"Model\":null")]
    [InlineData("\"Model\":\"ff\"", "\"Model\":\"bp\"")]
    [InlineData("{\"Spec\":", "{\"spec\":")]
    public void A_state_that_contradicts_itself_is_refused_even_with_a_right_checksum(string old, string changed)
    {
        TrainingStateFile.Write(Path, StateAfter(Spec("greedy", "relu", "fixed", 0), 1));
        SafetensorsFile file = SafetensorsFile.Read(Path);
        Dictionary<string, string> metadata = new(file.Metadata);
        string state = metadata["engram.state"];
        Assert.Contains(old, state, StringComparison.Ordinal);
        metadata["engram.state"] = state.Replace(old, changed, StringComparison.Ordinal);
        metadata["engram.checksum"] = TrainingStateFile.Checksum(metadata, file.Tensors);
        SafetensorsFile.Write(Path, file.Tensors, metadata);

        using WorkerPool workers = new(1);
        Assert.Throws<EngramException>(() => TrainerProbe.Complete(TrainingDrivers.Resume(TrainingStateFile.Read(Path), _train, workers)));
    }

    private static TrainingSpec Spec(string schedule, string activation, string negatives, float dropout) => new()
    {
        Layers = [18, 17],
        Epochs = 2,
        BatchSize = 13,
        Schedule = schedule,
        Activation = activation,
        Negatives = negatives,
        Dropout = dropout,
    };

    // Only what has no meaning may have changed, the spaces behind the header.
    private void ReadHostile(Stream stream, string name) =>
        TrainerProbe.RequireEqual(_good!, TrainingStateFile.Read(SafetensorsFile.Read(stream, name), name));

    private byte[] GoodFile()
    {
        _good = StateAfter(Spec("greedy", "relu", "fixed", 0) with { Layers = [16] }, 1);
        TrainingStateFile.Write(Path, _good);
        return File.ReadAllBytes(Path);
    }

    private static TrainingState StateAfter(TrainingSpec spec, long steps)
    {
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        TakeSteps(trainer, steps);
        return trainer.State;
    }

    private static void TakeSteps(TrainingDriver trainer, long count)
    {
        for (long step = 0; step < count; step++)
        {
            trainer.TakeStep();
        }
    }
}
