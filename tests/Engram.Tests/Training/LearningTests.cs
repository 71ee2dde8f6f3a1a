using Engram.Analysis.Predictions;
using Engram.Families;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Training;

/// <summary>Networks learn to tell images apart that they have not seen.</summary>
public class LearningTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(500, classCount: 5);
    private static readonly ImageDataset _test = SyntheticImages.Create(300, classCount: 5, seed: 2);

    [Theory]
    [InlineData("l2-norm", "relu", "greedy", "resampled", 0)]
    [InlineData("l2-norm", "relu", "joint", "fixed", 0)]
    [InlineData("l2-norm", "relu", "greedy", "hard", 0.2f)]
    [InlineData("l2-norm", "sigmoid", "greedy", "resampled", 0)]
    [InlineData("l1-norm", "relu", "greedy", "resampled", 0)]
    [InlineData("linf-norm", "relu", "greedy", "resampled", 0)]
    [InlineData("sum-of-squares", "relu", "greedy", "resampled", 0)]
    [InlineData("mean-square", "relu", "joint", "resampled", 0)]
    [InlineData("top-k", "relu", "greedy", "resampled", 0)]
    [InlineData("entmax", "relu", "greedy", "resampled", 0)]
    public void Accuracy_is_far_above_chance(string goodness, string activation, string schedule, string negatives, float dropout)
    {
        TrainingSpec spec = new()
        {
            Layers = [40, 33],
            Goodness = goodness,
            Activation = activation,
            Schedule = schedule,
            Negatives = negatives,
            Dropout = dropout,
            Epochs = 20,
            BatchSize = 50,
        };
        TrainingState state = TrainerProbe.Complete(spec, _train);
        using WorkerPool workers = new(1);
        EvaluationResult result = Evaluation.Evaluate(state.Network, _test, spec.Prediction, spec.SkipFirstLayer, workers);

        // Chance is .2.
        Assert.True(result.Accuracy > 0.6, $"Accuracy is {result.Accuracy}.");
        Assert.All(result.Layers, layer => Assert.True(layer.PositiveGoodness > layer.NegativeGoodness));
        Assert.True(state.History[^1].Loss < state.History.First(metrics => metrics.LayerIndex == 1).Loss);
    }

    [Theory]
    [InlineData("hff", "joint", "sum", 0)]
    [InlineData("hff", "greedy", "softmax", 0)]
    [InlineData("hff", "joint", "last", 0.2f)]
    [InlineData("lc", "joint", "last", 0)]
    [InlineData("lc", "greedy", "sum", 0)]
    [InlineData("lc", "joint", "softmax", 0.2f)]
    [InlineData("conv-hff", "joint", "sum", 0)]
    [InlineData("conv-lc", "greedy", "sum", 0)]
    [InlineData("conv-lc", "joint", "last", 0.2f)]
    public void Layers_that_learn_one_by_one_learn_too(string model, string schedule, string prediction, float dropout)
    {
        TrainingSpec spec = ModelTable.Find(model).Defaults with
        {
            Layers = [40, 33],
            Schedule = schedule,
            Prediction = prediction,
            Dropout = dropout,
            Epochs = 20,
            BatchSize = 50,
            Shift = 0,
        };
        TrainingState state = TrainerProbe.Complete(spec, _train);
        using WorkerPool workers = new(1);
        EvaluationResult result = Evaluation.Evaluate(state.Network, _test, spec.Prediction, spec.SkipFirstLayer, workers);

        // Chance is .2.
        Assert.True(result.Accuracy > 0.8, $"Accuracy is {result.Accuracy}.");
        Assert.All(result.Layers, layer => Assert.True(layer.Accuracy > 0.8));
        Assert.All(result.Layers, layer => Assert.True(layer.PositiveGoodness > layer.NegativeGoodness));
        Assert.All(state.History.GroupBy(metrics => metrics.LayerIndex), layer => Assert.True(layer.Last().Loss < 0.5 * layer.First().Loss));
        Assert.All(state.History, metrics => Assert.True(metrics.PositiveGoodness > metrics.NegativeGoodness));
    }

    // A filter of the first layer sees too little to tell a label from an image.
    [Theory]
    [InlineData("fourier", "softplus-difference", "hardest-of-4")]
    [InlineData("fourier", "threshold", "hard-goodness")]
    [InlineData("morphological", "swish-difference", "resampled")]
    public void Maps_learn_from_labels_that_are_spread_over_images(string labelCode, string loss, string negatives)
    {
        TrainingSpec spec = ModelTable.Find("conv-ff").Defaults with
        {
            Layers = [16, 24],
            LabelCode = labelCode,
            Loss = loss,
            Negatives = negatives,
            LearningRate = 0.01f,
            Epochs = 20,
            BatchSize = 50,
        };
        TrainingState state = TrainerProbe.Complete(spec, _train);
        using WorkerPool workers = new(1);
        EvaluationResult result = Evaluation.Evaluate(state.Network, _test, spec.Prediction, spec.SkipFirstLayer, workers);

        // Chance is .2.
        Assert.True(result.Accuracy > 0.6, $"Accuracy is {result.Accuracy}.");
        Assert.True(result.Layers[^1].PositiveGoodness > result.Layers[^1].NegativeGoodness);
    }

    [Theory]
    [InlineData("bp-ff", "resampled", 0)]
    [InlineData("bp-ff", "hard", 0.2f)]
    [InlineData("bp", "fixed", 0)]
    [InlineData("bp", "fixed", 0.2f)]
    public void Networks_trained_as_a_whole_learn_too(string model, string negatives, float dropout)
    {
        TrainingSpec spec = new()
        {
            Model = model,
            Layers = [40, 33],
            Negatives = negatives,
            Dropout = dropout,
            Epochs = 20,
            BatchSize = 50,
        };
        TrainingState state = TrainerProbe.Complete(spec, _train);
        using WorkerPool workers = new(1);
        EvaluationResult result = Evaluation.Evaluate(state.Network, _test, spec.Prediction, spec.SkipFirstLayer, workers);

        // Chance is .2.
        Assert.True(result.Accuracy > 0.8, $"Accuracy is {result.Accuracy}.");
        Assert.True(state.History[^1].Loss < 0.5 * state.History[0].Loss);
        Assert.All(state.History, metrics => Assert.Equal((null, 2), (metrics.LayerIndex, metrics.Layers.Count)));
    }
}
