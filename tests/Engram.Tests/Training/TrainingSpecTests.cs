using System.Reflection;
using Engram.Analysis.Predictions;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Models;
using Engram.Optimizers;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Training;

public class TrainingSpecTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(90, classCount: 6);
    private static readonly ImageDataset _test = SyntheticImages.Create(300, classCount: 6, seed: 2);

    private static readonly TrainingSpec _spec = new() { Layers = [20, 18], Epochs = 2, BatchSize = 30, Negatives = "fixed" };

    private static readonly TrainingSpec _maps = _spec with { Model = "conv-lc", Layers = [5, 4] };

    private static readonly TrainingSpec _goodnessOfMaps = _maps with { Model = "conv-ff", LabelCode = "fourier", Goodness = "mean-square", Loss = "softplus-difference" };

    private static readonly TrainingSpec _spikes = _spec with { Model = "spiking-ff", Goodness = "mean-square", Loss = "softplus-difference", SpikeThreshold = 0.5f, Pixels = "unit" };

    // Long enough for some epoch to be better than the last.
    private static readonly TrainingSpec _validated = _spec with { ValidationSplit = 0.3f, Epochs = 8 };

    // For every option a value that is not the one above.
    private static readonly Dictionary<string, TrainingSpec> _changes = new()
    {
        [nameof(TrainingSpec.Model)] = _spec with { Model = "bp-ff" },
        [nameof(TrainingSpec.Layers)] = _spec with { Layers = [20, 19] },
        [nameof(TrainingSpec.Goodness)] = _spec with { Goodness = "sum-of-squares" },
        [nameof(TrainingSpec.Threshold)] = _spec with { Threshold = 2.5f },
        [nameof(TrainingSpec.Activation)] = _spec with { Activation = "sigmoid" },
        [nameof(TrainingSpec.Biases)] = _spec with { Biases = false },
        [nameof(TrainingSpec.KernelSize)] = _maps with { KernelSize = new(3, 1) },
        [nameof(TrainingSpec.Stride)] = _maps with { Stride = new(1, 2) },
        [nameof(TrainingSpec.Padding)] = _maps with { Padding = new(0, 1) },
        [nameof(TrainingSpec.PoolSize)] = _maps with { PoolSize = 1 },
        [nameof(TrainingSpec.Pooling)] = _maps with { Pooling = "mean" },
        [nameof(TrainingSpec.Encoding)] = _spikes with { Encoding = "latency" },
        [nameof(TrainingSpec.Steps)] = _spikes with { Steps = 9 },
        [nameof(TrainingSpec.Beta)] = _spikes with { Beta = 0.5f },
        [nameof(TrainingSpec.SpikeThreshold)] = _spikes with { SpikeThreshold = new(0.5f, 0.6f) },
        [nameof(TrainingSpec.LearnsBeta)] = _spikes with { LearnsBeta = 1 },
        [nameof(TrainingSpec.LearnsSpikeThreshold)] = _spikes with { LearnsSpikeThreshold = new(0, 1) },
        [nameof(TrainingSpec.CurrentLength)] = _spikes with { CurrentLength = 0 },
        [nameof(TrainingSpec.Surrogate)] = _spikes with { Surrogate = "fast-sigmoid" },
        [nameof(TrainingSpec.SurrogateSlope)] = _spikes with { SurrogateSlope = 10 },
        [nameof(TrainingSpec.Pixels)] = _spikes with { Pixels = "standardized" },
        [nameof(TrainingSpec.BatchNormalization)] = _spec with { Model = "lc", BatchNormalization = false },
        [nameof(TrainingSpec.Loss)] = _goodnessOfMaps with { Loss = "threshold" },
        [nameof(TrainingSpec.LossScale)] = _goodnessOfMaps with { LossScale = 5 },
        [nameof(TrainingSpec.LabelShare)] = _goodnessOfMaps with { LabelShare = 0.4f },
        [nameof(TrainingSpec.HeadGrid)] = _maps with { HeadGrid = 1 },
        [nameof(TrainingSpec.AuxiliaryFilters)] = _maps with { Model = "conv-hff", AuxiliaryFilters = 0 },
        [nameof(TrainingSpec.Prototypes)] = _spec with { Model = "hff", Prototypes = 3 },
        [nameof(TrainingSpec.Gamma)] = _spec with { Model = "hff", Gamma = 9 },
        [nameof(TrainingSpec.Margin)] = _spec with { Model = "hff", Margin = 0.2f },
        [nameof(TrainingSpec.Temperature)] = _spec with { Model = "hff", Temperature = 0.1f },
        [nameof(TrainingSpec.Dropout)] = _spec with { Dropout = 0.1f },
        [nameof(TrainingSpec.ActivationPenalty)] = _spec with { Model = "bp-ff", ActivationPenalty = 0.01f },
        [nameof(TrainingSpec.Optimizer)] = _spec with { Optimizer = "adamw", WeightDecay = 0.1f },
        [nameof(TrainingSpec.LearningRateSchedule)] = _spec with { LearningRateSchedule = "cosine" },
        [nameof(TrainingSpec.WarmUp)] = _spec with { WarmUp = 1 },
        [nameof(TrainingSpec.WeightDecay)] = _spec with { Optimizer = "adamw", WeightDecay = 0.1f },
        [nameof(TrainingSpec.Momentum)] = _spec with { Optimizer = "sgd", Momentum = 0.9f },
        [nameof(TrainingSpec.LearningRate)] = _spec with { LearningRate = 0.011f },
        [nameof(TrainingSpec.Epochs)] = _spec with { Epochs = 3 },
        [nameof(TrainingSpec.BatchSize)] = _spec with { BatchSize = 31 },
        [nameof(TrainingSpec.ValidationSplit)] = _spec with { ValidationSplit = 0.2f },
        [nameof(TrainingSpec.EarlyStopping)] = _validated with { EarlyStopping = 1 },
        [nameof(TrainingSpec.KeepBest)] = _validated with { KeepBest = true },
        [nameof(TrainingSpec.Shift)] = _spec with { Shift = 1 },
        [nameof(TrainingSpec.Flip)] = _spec with { Flip = true },
        [nameof(TrainingSpec.Schedule)] = _spec with { Schedule = "joint" },
        [nameof(TrainingSpec.LabelCode)] = _spec with { LabelCode = "appended" },
        [nameof(TrainingSpec.Negatives)] = _spec with { Negatives = "resampled" },
        [nameof(TrainingSpec.Prediction)] = _spec with { Prediction = "sum" },
        [nameof(TrainingSpec.SkipFirstLayer)] = _spec with { SkipFirstLayer = true },
        [nameof(TrainingSpec.Seed)] = _spec with { Seed = 2 },
    };

    // What an option is compared with where the spec above has no use for it.
    private static readonly Dictionary<string, TrainingSpec> _before = new()
    {
        [nameof(TrainingSpec.KernelSize)] = _maps,
        [nameof(TrainingSpec.Stride)] = _maps,
        [nameof(TrainingSpec.Padding)] = _maps,
        [nameof(TrainingSpec.PoolSize)] = _maps,
        [nameof(TrainingSpec.Pooling)] = _maps,
        [nameof(TrainingSpec.Encoding)] = _spikes,
        [nameof(TrainingSpec.Steps)] = _spikes,
        [nameof(TrainingSpec.Beta)] = _spikes,
        [nameof(TrainingSpec.SpikeThreshold)] = _spikes,
        [nameof(TrainingSpec.LearnsBeta)] = _spikes,
        [nameof(TrainingSpec.LearnsSpikeThreshold)] = _spikes,
        [nameof(TrainingSpec.CurrentLength)] = _spikes,
        [nameof(TrainingSpec.Surrogate)] = _spikes,
        [nameof(TrainingSpec.SurrogateSlope)] = _spikes,
        [nameof(TrainingSpec.Pixels)] = _spikes,
        [nameof(TrainingSpec.BatchNormalization)] = _spec with { Model = "lc" },
        [nameof(TrainingSpec.Loss)] = _goodnessOfMaps,
        [nameof(TrainingSpec.LossScale)] = _goodnessOfMaps,
        [nameof(TrainingSpec.LabelShare)] = _goodnessOfMaps,
        [nameof(TrainingSpec.HeadGrid)] = _maps,
        [nameof(TrainingSpec.AuxiliaryFilters)] = _maps with { Model = "conv-hff" },
        [nameof(TrainingSpec.Prototypes)] = _spec with { Model = "hff" },
        [nameof(TrainingSpec.Gamma)] = _spec with { Model = "hff" },
        [nameof(TrainingSpec.Margin)] = _spec with { Model = "hff" },
        [nameof(TrainingSpec.Temperature)] = _spec with { Model = "hff" },
        [nameof(TrainingSpec.ActivationPenalty)] = _spec with { Model = "bp-ff" },
        [nameof(TrainingSpec.WeightDecay)] = _spec with { Optimizer = "adamw" },
        [nameof(TrainingSpec.Momentum)] = _spec with { Optimizer = "sgd" },
        [nameof(TrainingSpec.EarlyStopping)] = _validated,
        [nameof(TrainingSpec.KeepBest)] = _validated,
    };

    public static TheoryData<string> Options => [.. OptionNames];

    private static IEnumerable<string> OptionNames =>
        typeof(TrainingSpec).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name);

    [Fact]
    public void Every_default_is_the_documented_one()
    {
        TrainingSpec spec = new();
        Assert.Equal("ff", spec.Model);
        Assert.Equal([784, 784, 784], spec.Layers);
        Assert.Equal("l2-norm", spec.Goodness);
        Assert.Null(spec.Threshold);
        Assert.Equal("relu", spec.Activation);
        Assert.True(spec.Biases);
        Assert.Equal(3, spec.KernelSize);
        Assert.Equal(1, spec.Stride);
        Assert.Null(spec.Padding);
        Assert.Null(spec.PoolSize);
        Assert.Equal("max", spec.Pooling);
        Assert.True(spec.BatchNormalization);
        Assert.Equal(10, spec.Steps);
        Assert.Equal(0.99f, spec.Beta);
        Assert.Equal(1, spec.SpikeThreshold);
        Assert.Equal(0, spec.LearnsBeta);
        Assert.Equal(0, spec.LearnsSpikeThreshold);
        Assert.Equal(6, spec.CurrentLength);
        Assert.Equal("constant", spec.Encoding);
        Assert.Equal("arc-tangent", spec.Surrogate);
        Assert.Null(spec.SurrogateSlope);
        Assert.Equal("standardized", spec.Pixels);
        Assert.Equal("threshold", spec.Loss);
        Assert.Equal(8, spec.LossScale);
        Assert.Equal(0.35f, spec.LabelShare);
        Assert.Equal(4, spec.HeadGrid);
        Assert.Equal(64, spec.AuxiliaryFilters);
        Assert.Equal(4, spec.Prototypes);
        Assert.Equal(10, spec.Gamma);
        Assert.Equal(0, spec.Margin);
        Assert.Equal(0.05f, spec.Temperature);
        Assert.Equal(0, spec.Dropout);
        Assert.Equal(0, spec.ActivationPenalty);
        Assert.Equal("adam", spec.Optimizer);
        Assert.Equal(0.01f, spec.LearningRate);
        Assert.Equal("constant", spec.LearningRateSchedule);
        Assert.Equal(0, spec.WarmUp);
        Assert.Equal(0, spec.WeightDecay);
        Assert.Equal(0, spec.Momentum);
        Assert.Equal(40, spec.Epochs);
        Assert.Equal(512, spec.BatchSize);
        Assert.Equal(0, spec.ValidationSplit);
        Assert.Null(spec.EarlyStopping);
        Assert.False(spec.KeepBest);
        Assert.Equal(0, spec.Shift);
        Assert.False(spec.Flip);
        Assert.Equal("greedy", spec.Schedule);
        Assert.Equal("overlay", spec.LabelCode);
        Assert.Equal("resampled", spec.Negatives);
        Assert.Equal("softmax", spec.Prediction);
        Assert.False(spec.SkipFirstLayer);
        Assert.Equal(1UL, spec.Seed);
        Assert.Equal(52, OptionNames.Count());
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Changing_an_option_changes_the_result(string option)
    {
        Assert.NotEqual(Result(_before.GetValueOrDefault(option, _spec)), Result(_changes[option]));
    }

    [Theory]
    [MemberData(nameof(OptimizersAndModels))]
    public void Every_optimizer_trains_every_model_in_its_own_way(string optimizer, string model)
    {
        TrainingSpec spec = _spec with { Model = model, LearningRate = 0.001f };
        TrainingSpec other = spec with { Optimizer = optimizer, WeightDecay = OptimizerTable.Find(optimizer).TakesWeightDecay ? 0.1f : 0 };
        Assert.NotEqual(Result(spec), Result(other));
    }

    public static TheoryData<string, string> OptimizersAndModels =>
        [.. OptimizerTable.All.Skip(1).SelectMany(optimizer => ModelTable.All.Select(model => (optimizer.Name, model.Name)))];

    [Fact]
    public void The_same_options_give_the_same_result() => Assert.Equal(Result(_spec), Result(_spec with { }));

    [Fact]
    public void A_threshold_is_taken_as_it_stands_and_left_out_it_is_that_of_the_goodness_function()
    {
        Assert.Equal([2.5f, 2.5f], TrainerProbe.Complete(_changes[nameof(TrainingSpec.Threshold)], _train).Dense.Thresholds);
        Assert.Equal([9f / 20, 9f / 18], TrainerProbe.Complete(_spec with { Goodness = "mean-square" }, _train).Dense.Thresholds);
    }

    // Parameters and predictions, all that a training is for.
    private static string Result(TrainingSpec spec)
    {
        using WorkerPool workers = new(1);
        TrainingState state = TrainerProbe.Complete(spec, _train);
        EvaluationResult evaluation = Evaluation.Evaluate(state.Network, _test, spec.Prediction, spec.SkipFirstLayer, workers);
        return string.Join(' ', TrainerProbe.Parameters(state.Network)) + string.Join(' ', evaluation.Predictions);
    }
}
