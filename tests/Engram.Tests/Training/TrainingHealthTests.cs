using Engram.Families;
using Engram.Families.Dense;
using Engram.Layers;
using Engram.Models;
using Engram.Objectives;
using Engram.Tests.TestSupport;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training;

/// <summary>A training that has gone wrong stops, and says where.</summary>
public class TrainingHealthTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(40);

    public static TheoryData<string> GoodnessNames => [.. GoodnessFunctions.All.Select(goodness => goodness.Name)];

    [Fact]
    public void A_learning_rate_far_too_large_stops_with_layer_epoch_and_step()
    {
        using WorkerPool workers = new(2);
        TrainingDriver trainer = TrainingDrivers.Create(new TrainingSpec { Layers = [20, 17], Epochs = 2, BatchSize = 10, LearningRate = 1e30f }, _train, workers);
        EngramException failure = Assert.Throws<EngramException>(() => TrainerProbe.Complete(trainer));
        Assert.Equal(
            "The loss of layer 1 became Infinity in epoch 1, step 2; use a smaller learningRate than 1E+30.",
            failure.Message);
        Assert.Equal(new TrainingPosition(0, 0, 1), trainer.State.Position);
    }

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void The_last_step_of_an_epoch_is_looked_at_too(string model)
    {
        using WorkerPool workers = new(1);
        TrainingSpec spec = ModelTable.Find(model).Defaults with { Layers = [20, 17], Epochs = 1, BatchSize = 40, LearningRate = 3e38f };
        EngramException failure = Assert.Throws<EngramException>(() => TrainerProbe.Complete(spec, _train));
        Assert.EndsWith(" has a weight or bias that is no finite number after epoch 1; use a smaller learningRate than 3E+38.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Layer 1")]
    [InlineData(1, "Layer 2")]
    [InlineData(2, "The head")]
    public void What_is_no_number_is_named(int layer, string whose)
    {
        DenseNetwork network = TrainerProbe.Complete(ModelTable.Find("bp").Defaults with { Layers = [20, 17], Epochs = 1 }, _train).Dense;
        Assert.Null(network.FindNonFinite());
        DenseLayer spoiled = layer < 2 ? network.Layers[layer] : network.Head!;
        foreach ((int input, int unit) in new[] { (0, 0), (spoiled.InputSize - 1, spoiled.OutputSize - 1) })
        {
            float before = spoiled.Weights[input, unit];
            spoiled.Weights[input, unit] = float.NegativeInfinity;
            Assert.Equal(whose, network.FindNonFinite());
            spoiled.Weights[input, unit] = before;
        }

        spoiled.Bias.Row(0)[^1] = float.NaN;
        Assert.Equal(whose, network.FindNonFinite());
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("bp-ff")]
    [InlineData("bp")]
    public void A_training_whose_threads_have_ended_takes_no_step(string model)
    {
        WorkerPool workers = new(2);
        TrainingDriver trainer = TrainingDrivers.Create(new TrainingSpec { Model = model, Layers = [20, 17], Epochs = 2, BatchSize = 10 }, _train, workers);
        workers.Dispose();
        float[] before = TrainerProbe.Parameters(trainer.State.Network);
        Assert.Throws<ObjectDisposedException>(trainer.TakeStep);
        Assert.Equal(before, TrainerProbe.Parameters(trainer.State.Network));
    }

    [Theory]
    [MemberData(nameof(GoodnessNames))]
    public void NaN_is_noticed_with_every_goodness_function(string goodness)
    {
        using WorkerPool workers = new(1);
        TrainingSpec spec = new() { Layers = [20, 17], Epochs = 2, BatchSize = 10, Goodness = goodness };
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        while (trainer.State.Position != new TrainingPosition(1, 1, 2))
        {
            trainer.TakeStep();
        }

        trainer.State.Dense.Layers[1].Weights[0, 0] = float.NaN;
        EngramException failure = Assert.Throws<EngramException>(trainer.TakeStep);
        Assert.Equal(
            "The loss of layer 2 became NaN in epoch 2, step 3; use a smaller learningRate than 0.01.",
            failure.Message);
    }

    [Theory]
    [InlineData("relu", 0)]
    [InlineData("relu", 0.3f)]
    [InlineData("sigmoid", 0)]
    [InlineData("sigmoid", 0.3f)]
    public void A_single_NaN_bias_is_noticed(string activation, float dropout)
    {
        using WorkerPool workers = new(1);
        TrainingSpec spec = new() { Layers = [20], BatchSize = 10, Activation = activation, Dropout = dropout };
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        trainer.State.Dense.Layers[0].Bias.Row(0)[19] = float.NaN;
        Assert.Contains("layer 1 became NaN in epoch 1, step 1;", Assert.Throws<EngramException>(trainer.TakeStep).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(GoodnessNames))]
    public void A_layer_that_is_silent_for_every_image_goes_on_and_is_counted(string goodness)
    {
        using WorkerPool workers = new(1);
        TrainingSpec spec = new() { Layers = [20, 17], Epochs = 2, BatchSize = 10, Goodness = goodness };
        TrainingDriver trainer = TrainingDrivers.Create(spec, _train, workers);
        trainer.State.Dense.Layers[0].Bias.Row(0).Fill(-100);
        trainer.State.Dense.Layers[1].Bias.Row(0).Fill(-1);
        TrainerProbe.Complete(trainer);
        Assert.All(trainer.State.History, metrics => Assert.Equal(40, metrics.SilentSamples));
        Assert.Equal([20, 20, 17, 17], trainer.State.History.Select(metrics => metrics.DeadUnits));
        Assert.All(TrainerProbe.Parameters(trainer.State.Network), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void Data_of_a_single_class_are_refused_because_no_label_is_wrong()
    {
        ImageDataset train = new("dull", new ImageShape(1, 2, 2), new byte[8], [0, 0], ["only"], PixelNormalization.Mnist);
        using WorkerPool workers = new(1);
        Assert.Equal(
            "dull has a single class, so that no label is wrong; use data of at least two classes.",
            Assert.Throws<EngramException>(() => TrainingDrivers.Create(new TrainingSpec { Layers = [16] }, train, workers)).Message);
    }

    [Fact]
    public void Images_too_small_for_their_labels_are_refused()
    {
        ImageDataset train = new("tiny", new ImageShape(1, 1, 2), new byte[4], [0, 1], ["0", "1", "2"], PixelNormalization.Mnist);
        using WorkerPool workers = new(1);
        Assert.Equal(
            "tiny has 3 classes, whose label takes 3 of the 2 pixels of a channel, but a quarter is the most; use larger images, fewer classes, labelCode appended, or a model without labels in its images, such as bp.",
            Assert.Throws<EngramException>(() => TrainingDrivers.Create(new TrainingSpec { Layers = [16] }, train, workers)).Message);
    }

    [Fact]
    public void A_spec_is_checked_before_anything_is_made()
    {
        using WorkerPool workers = new(1);
        Assert.Equal(
            "epochs is 0, which cannot be used; use 1 to 1000000 epochs.",
            Assert.Throws<EngramException>(() => TrainingDrivers.Create(new TrainingSpec { Epochs = 0 }, _train, workers)).Message);
    }
}
