using Engram.Families.Dense;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>Learning rates, epochs and thresholds of each layer.</summary>
public sealed class PerLayerTests : IDisposable
{
    private static readonly ImageDataset _train = SyntheticImages.Create(90);

    private static readonly TrainingSpec _spec = new() { Layers = [20, 18], Epochs = 2, BatchSize = 30, LearningRateSchedule = "cosine" };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("greedy")]
    [InlineData("joint")]
    public void Every_layer_steps_by_its_own_learning_rate(string schedule)
    {
        TrainingSpec spec = _spec with { Schedule = schedule };
        TrainingState each = TrainerProbe.Complete(spec with { LearningRate = new(0.01f, 0.002f) }, _train);
        TrainingState first = TrainerProbe.Complete(spec with { LearningRate = 0.01f }, _train);
        Bits.RequireEqual(Layer(first, 0), Layer(each, 0), "layer 1");
        Assert.NotEqual(Layer(first, 1), Layer(each, 1));

        // In its first step the second layer sees what both networks pass on alike.
        TrainingSpec oneStep = spec with { Epochs = 1, BatchSize = 90, Schedule = "joint" };
        Bits.RequireEqual(
            Layer(TrainerProbe.Complete(oneStep with { LearningRate = 0.002f }, _train), 1),
            Layer(TrainerProbe.Complete(oneStep with { LearningRate = new(0.01f, 0.002f) }, _train), 1),
            "layer 2");
    }

    [Fact]
    public void Every_layer_trains_for_its_own_epochs()
    {
        TrainingSpec spec = _spec with { Epochs = new(2, 3) };
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        Assert.Equal(5 * 3, trainer.TotalSteps);
        TrainerProbe.Complete(trainer);
        Assert.Equal([0, 0, 1, 1, 1], trainer.State.History.Select(metrics => metrics.LayerIndex!.Value));
        Assert.Equal(5 * 3, trainer.CompletedSteps);
        Bits.RequireEqual(Layer(TrainerProbe.Complete(_spec, _train), 0), Layer(trainer.State, 0), "layer 1");
        Assert.NotEqual(Layer(TrainerProbe.Complete(_spec, _train), 1), Layer(trainer.State, 1));
    }

    [Fact]
    public void Every_layer_has_its_own_threshold_which_its_file_keeps()
    {
        TrainingState state = TrainerProbe.Complete(_spec with { Threshold = new(3, 2.5f) }, _train);
        Assert.Equal([3, 2.5f], state.Dense.Thresholds);
        Bits.RequireEqual(Layer(TrainerProbe.Complete(_spec with { Threshold = 3 }, _train), 0), Layer(state, 0), "layer 1");
        NetworkFile.Write(_folder["network"], state.Network);
        Assert.Equal([3, 2.5f], ((DenseNetwork)NetworkFile.Read(_folder["network"])).Thresholds);
    }

    [Fact]
    public void Left_off_after_any_step_it_ends_with_the_same_bits()
    {
        TrainingSpec spec = _spec with { Epochs = new(1, 2), LearningRate = new(0.01f, 0.002f), Threshold = new(3, 2.5f) };
        TrainingState uninterrupted = TrainerProbe.Complete(spec, _train);
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        while (!trainer.IsComplete)
        {
            trainer.TakeStep();
            TrainingStateFile.Write(_folder["state"], trainer.State);
            trainer = TrainingDrivers.Resume(TrainingStateFile.Read(_folder["state"]), _train, workers);
        }

        TrainerProbe.RequireEqual(uninterrupted, trainer.State);
    }

    [Fact]
    public void Equal_numbers_for_all_layers_are_one_number() => TrainerProbe.RequireEqual(
        TrainerProbe.Complete(_spec with { LearningRate = 0.01f, Threshold = 3 }, _train),
        TrainerProbe.Complete(_spec with { LearningRate = new(0.01f, 0.01f), Epochs = new(2, 2), Threshold = new(3, 3) }, _train));

    [Fact]
    public void A_shared_number_is_a_number_in_JSON_and_several_are_a_list()
    {
        Assert.Contains("\"Threshold\":null,", TrainingSpecJson.Format(new TrainingSpec()), StringComparison.Ordinal);
        Assert.Contains("\"LearningRate\":0.01,", TrainingSpecJson.Format(new TrainingSpec()), StringComparison.Ordinal);
        Assert.Contains("\"Epochs\":40,", TrainingSpecJson.Format(new TrainingSpec()), StringComparison.Ordinal);
        TrainingSpec spec = new() { LearningRate = new(0.01f, 1e-5f, 3), Epochs = new(1, 2, 3), Threshold = new(3, 2, 1.5f) };
        string json = TrainingSpecJson.Format(spec);
        Assert.Contains("\"LearningRate\":[0.01,1E-05,3],", json, StringComparison.Ordinal);
        TrainingSpec read = TrainingSpecJson.Read(json);
        Assert.Equal((spec.LearningRate, spec.Epochs, spec.Threshold), (read.LearningRate, read.Epochs, read.Threshold));
        Assert.All(
            ["\"x\"", "[]", "[0.01,null]", "{}", "null"],
            damaged => Assert.Throws<System.Text.Json.JsonException>(() => TrainingSpecJson.Read($$"""{"LearningRate":{{damaged}}}""")));
    }

    private static float[] Layer(TrainingState state, int layer) => TrainerProbe.LayerParameters(state.Dense.Layers[layer]);
}
