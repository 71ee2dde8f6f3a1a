using Engram.Optimizers;
using Engram.Training;

namespace Engram.Tests.Training;

public class TrainingSpecValidationTests
{
    private static readonly (Func<TrainingSpec, TrainingSpec> Change, string Sentence)[] _refused =
    [
        (spec => spec with { Model = "mlp" }, "There is no model 'mlp'; choose one of ff, bp-ff, bp, hff, lc, conv-ff, conv-hff, conv-lc, spiking-ff."),
        (spec => spec with { Model = "FF" }, "There is no model 'FF'; choose one of ff, bp-ff, bp, hff, lc, conv-ff, conv-hff, conv-lc, spiking-ff."),
        (spec => spec with { Goodness = "l2" }, "There is no goodness 'l2'; choose one of l2-norm, l1-norm, linf-norm, sum-of-squares, mean-square, top-k, entmax."),
        (spec => spec with { Activation = "tanh" }, "There is no activation 'tanh'; choose one of relu, sigmoid."),
        (spec => spec with { Schedule = "" }, "There is no schedule ''; choose one of greedy, joint."),
        (spec => spec with { Negatives = "none" }, "There is no negative policy 'none'; choose one of fixed, resampled, hard, hardest-of-4, hard-goodness."),
        (spec => spec with { Prediction = "max" }, "There is no prediction rule 'max'; choose one of softmax, sum, last."),
        (spec => spec with { Layers = [] }, "layers is 0, which cannot be used; use 1 to 64 hidden layers."),
        (spec => spec with { Layers = [.. Enumerable.Repeat(1, 65)] }, "layers is 65, which cannot be used; use 1 to 64 hidden layers."),
        (spec => spec with { Layers = [784, 0] }, "layers is 0, which cannot be used; use 1 to 65536 units per layer."),
        (spec => spec with { Layers = [-5] }, "layers is -5, which cannot be used; use 1 to 65536 units per layer."),
        (spec => spec with { Layers = [65_537] }, "layers is 65537, which cannot be used; use 1 to 65536 units per layer."),
        (spec => spec with { Epochs = 0 }, "epochs is 0, which cannot be used; use 1 to 1000000 epochs."),
        (spec => spec with { Epochs = 1_000_001 }, "epochs is 1000001, which cannot be used; use 1 to 1000000 epochs."),
        (spec => spec with { BatchSize = 0 }, "batchSize is 0, which cannot be used; use 1 to 65536 images per batch."),
        (spec => spec with { BatchSize = 65_537 }, "batchSize is 65537, which cannot be used; use 1 to 65536 images per batch."),
        (spec => spec with { LearningRate = 0 }, "learningRate is 0, which cannot be used; use a number above 0."),
        (spec => spec with { LearningRate = -0.01f }, "learningRate is -0.01, which cannot be used; use a number above 0."),
        (spec => spec with { LearningRate = float.NaN }, "learningRate is NaN, which cannot be used; use a number above 0."),
        (spec => spec with { LearningRate = float.PositiveInfinity }, "learningRate is Infinity, which cannot be used; use a number above 0."),
        (spec => spec with { Optimizer = "adan" }, $"There is no optimizer 'adan'; choose one of {string.Join(", ", OptimizerTable.All)}."),
        (spec => spec with { LearningRateSchedule = "cos" }, "There is no learning-rate schedule 'cos'; choose one of constant, cosine, linear-cooldown, steps."),
        (spec => spec with { WarmUp = -1 }, "warmUp is -1, which cannot be used; use 0 to 39 epochs, fewer than epochs."),
        (spec => spec with { WarmUp = 40 }, "warmUp is 40, which cannot be used; use 0 to 39 epochs, fewer than epochs."),
        (spec => spec with { Optimizer = "adamw", WeightDecay = -0.1f }, "weightDecay is -0.1, which cannot be used; use 0 or a number above it."),
        (spec => spec with { Optimizer = "adamw", WeightDecay = float.NaN }, "weightDecay is NaN, which cannot be used; use 0 or a number above it."),
        (spec => spec with { WeightDecay = 0.1f }, $"weightDecay is 0.1, but optimizer adam takes none; set it to 0, or choose optimizer {string.Join(" or ", OptimizerTable.All.Where(optimizer => optimizer.TakesWeightDecay))}."),
        (spec => spec with { Optimizer = "sgd", Momentum = 1 }, "momentum is 1, which cannot be used; use a share from 0 to below 1."),
        (spec => spec with { Optimizer = "sgd", Momentum = float.NaN }, "momentum is NaN, which cannot be used; use a share from 0 to below 1."),
        (spec => spec with { Momentum = 0.9f }, $"momentum is 0.9, but optimizer adam takes none; set it to 0, or choose optimizer {string.Join(" or ", OptimizerTable.All.Where(optimizer => optimizer.TakesMomentum))}."),
        (spec => spec with { Shift = -1 }, "shift is -1, which cannot be used; use 0 to 64 pixels."),
        (spec => spec with { Shift = 65 }, "shift is 65, which cannot be used; use 0 to 64 pixels."),
        (spec => spec with { Dropout = -0.1f }, "dropout is -0.1, which cannot be used; use a share from 0 to below 1."),
        (spec => spec with { Dropout = 1 }, "dropout is 1, which cannot be used; use a share from 0 to below 1."),
        (spec => spec with { Dropout = float.NaN }, "dropout is NaN, which cannot be used; use a share from 0 to below 1."),
        (spec => spec with { ActivationPenalty = -1 }, "activationPenalty is -1, which cannot be used; use 0 or a number above it."),
        (spec => spec with { ActivationPenalty = float.NaN }, "activationPenalty is NaN, which cannot be used; use 0 or a number above it."),
        (spec => spec with { Threshold = 0 }, "threshold is 0, which cannot be used; use a number above 0, or leave it out for the goodness function's own."),
        (spec => spec with { Threshold = -3 }, "threshold is -3, which cannot be used; use a number above 0, or leave it out for the goodness function's own."),
        (spec => spec with { Threshold = float.NaN }, "threshold is NaN, which cannot be used; use a number above 0, or leave it out for the goodness function's own."),
        (spec => spec with { LearningRate = new(0.01f, 0.005f) }, "learningRate has 2 values for 3 layers; give a single value, or one for each layer."),
        (spec => spec with { Threshold = new(3, 2, 1, 1) }, "threshold has 4 values for 3 layers; give a single value, or one for each layer."),
        (spec => spec with { Epochs = new(1, 2), Layers = [784] }, "epochs has 2 values for 1 layer; give a single value, or one for each layer."),
        (spec => spec with { Epochs = new(1, 2, 0) }, "epochs is 0, which cannot be used; use 1 to 1000000 epochs."),
        (spec => spec with { LearningRate = new(0.01f, -1, 0.01f) }, "learningRate is -1, which cannot be used; use a number above 0."),
        (spec => spec with { Threshold = new(3, float.NaN, 1) }, "threshold is NaN, which cannot be used; use a number above 0, or leave it out for the goodness function's own."),
        (spec => spec with { Epochs = new(3, 2, 1), WarmUp = 1 }, "warmUp is 1, which cannot be used; use 0 to 0 epochs, fewer than epochs."),
        (spec => spec with { Epochs = new(3, 2, 1), Schedule = "joint" }, "epochs has 3 values, but schedule joint trains all layers at once; give a single value, or choose schedule greedy."),
        (spec => spec with { Model = "bp", LearningRate = new(3, 2, 1) }, "learningRate has 3 values, but model bp trains all layers by one loss; give a single value."),
        (spec => spec with { Model = "bp-ff", Threshold = new(3, 2, 1) }, "threshold has 3 values, but model bp-ff trains all layers by one loss; give a single value."),
        (spec => spec with { Model = "bp", Epochs = new(3, 2, 1) }, "epochs has 3 values, but model bp trains all layers by one loss; give a single value."),
        (spec => spec with { ValidationSplit = 1 }, "validationSplit is 1, which cannot be used; use a share from 0 to below 1."),
        (spec => spec with { ValidationSplit = -0.1f }, "validationSplit is -0.1, which cannot be used; use a share from 0 to below 1."),
        (spec => spec with { ValidationSplit = float.NaN }, "validationSplit is NaN, which cannot be used; use a share from 0 to below 1."),
        (spec => spec with { ValidationSplit = 0.1f, EarlyStopping = 0 }, "earlyStopping is 0, which cannot be used; use 1 epoch or more, or leave it out."),
        (spec => spec with { EarlyStopping = 3 }, "earlyStopping is 3, but without validation images nothing tells when to stop; set validationSplit to a share such as 0.1, or leave earlyStopping out."),
        (spec => spec with { KeepBest = true }, "keepBest is true, but without validation images nothing tells which epoch is the best; set validationSplit to a share such as 0.1, or set keepBest to false."),
        (spec => spec with { Model = "conv-lc" }, "The spec names model conv-lc but no layers, so that it has the 784, 784, 784 units of ff; begin with Trainer.DefaultsOf(\"conv-lc\"), or set Layers."),
        (spec => spec with { Model = "hff" }, "The spec names model hff but no layers, so that it has the 784, 784, 784 units of ff; begin with Trainer.DefaultsOf(\"hff\"), or set Layers."),
        (spec => spec with { Layers = [784], SkipFirstLayer = true }, "skipFirstLayer is true, but the network has a single layer; add a layer, or set skipFirstLayer to false."),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, _refused.Length)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_that_cannot_be_used_is_named(int index)
    {
        (Func<TrainingSpec, TrainingSpec> change, string sentence) = _refused[index];
        TrainingSpec spec = change(new TrainingSpec());
        Assert.Equal(sentence, Assert.Throws<EngramException>(() => TrainingSpecValidation.Validate(spec)).Message);
    }

    [Fact]
    public void Values_at_the_edges_can_be_used()
    {
        TrainingSpecValidation.Validate(new TrainingSpec());
        TrainingSpecValidation.Validate(new TrainingSpec { Model = "bp" });
        TrainingSpecValidation.Validate(new TrainingSpec { Model = "hff", Layers = [784, 784, 784] });
        TrainingSpecValidation.Validate(Trainer.DefaultsOf("conv-hff"));
        TrainingSpecValidation.Validate(new TrainingSpec { Layers = [65_536], Epochs = 1_000_000, BatchSize = 65_536, Dropout = 0.999f });
        TrainingSpecValidation.Validate(new TrainingSpec { Layers = [.. Enumerable.Repeat(1, 64)], SkipFirstLayer = true, Seed = ulong.MaxValue });
        TrainingSpecValidation.Validate(new TrainingSpec { Threshold = float.Epsilon, LearningRate = float.Epsilon });
        Assert.Throws<ArgumentNullException>(() => TrainingSpecValidation.Validate(null!));
    }
}
