using Engram.Families;
using Engram.Families.Dense;
using Engram.Models;
using Engram.Tests.TestSupport;

namespace Engram.Tests.Training;

/// <summary>Trainings of every model without biases in the hidden layers.</summary>
public class BiasesTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(90, classCount: 6);

    [Theory]
    [InlineData("hff", true)]
    [InlineData("lc", true)]
    [InlineData("lc", false)]
    public void Layers_that_learn_one_by_one_have_none_either(string model, bool batchNormalization)
    {
        TrainingSpec spec = ModelTable.Find(model).Defaults with
        {
            Layers = [40, 35],
            Epochs = 3,
            BatchSize = 30,
            Biases = false,
            BatchNormalization = batchNormalization,
        };
        NetworkBody initial = TrainingState.Begin(ModelTable.Find(model), spec, _train).Network;
        NetworkBody trained = TrainerProbe.Complete(spec, _train).Network;
        string[] ofLayers = ["layers.0.bias", "layers.0.norm.bias", "layers.1.bias", "layers.1.norm.bias"];
        Assert.DoesNotContain(trained.Parameters, parameter => ofLayers.Contains(parameter.Name));
        Assert.All(initial.Parameters.Zip(trained.Parameters), pair => Assert.NotEqual(pair.First.ToArray(), pair.Second.ToArray()));
    }

    [Theory]
    [InlineData("ff", "greedy")]
    [InlineData("ff", "joint")]
    [InlineData("bp-ff", "greedy")]
    [InlineData("bp", "greedy")]
    public void Only_weights_and_a_head_are_trained(string model, string schedule)
    {
        TrainingSpec spec = new() { Model = model, Schedule = schedule, Layers = [40, 35], Epochs = 3, BatchSize = 30, Biases = false };
        DenseNetwork initial = TrainingState.Begin(ModelTable.Find(spec.Model), spec, _train).Dense;
        DenseNetwork trained = TrainerProbe.Complete(spec, _train).Dense;
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            Assert.All(trained.Layers[layer].Biases.ToArray(), bias => Assert.Equal(0, bias));
            Assert.NotEqual(initial.Layers[layer].Weights.Row(1), trained.Layers[layer].Weights.Row(1));
        }

        Assert.Equal(model == "bp", trained.Head is not null);
        if (trained.Head is { } head)
        {
            Assert.True(head.HasBiases);
            Assert.NotEqual(initial.Head!.Biases.ToArray(), head.Biases.ToArray());
        }
    }
}
