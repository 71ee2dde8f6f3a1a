using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Optimizers;

namespace Engram.Tests.Experiments.Specs;

public class SpecKeysTests
{
    /// <summary>Every key, its option, its default, and a value that differs from the default.</summary>
    public static TheoryData<string, string, string, string> Keys => new()
    {
        { "data", "--data", "mnist", "fashion-mnist" },
        { "testData", "--test-data", "none", "/data/test" },
        { "testSplit", "--test-split", "default", "0.2" },
        { "resize", "--resize", "none", "28x28" },
        { "grayscale", "--grayscale", "false", "true" },
        { "shape", "--shape", "none", "32x32x3" },
        { "eventSteps", "--event-steps", "10", "5" },
        { "trainSamples", "--train-samples", "all", "2000" },
        { "leaveOut", "--leave-out", "none", "3" },
        { "model", "--model", "ff", "bp-ff" },
        { "layers", "--layers", "784, 784, 784", "64, 32" },
        { "goodness", "--goodness", "l2-norm", "sum-of-squares" },
        { "threshold", "--threshold", "default", "2.5" },
        { "activation", "--activation", "relu", "sigmoid" },
        { "biases", "--biases", "true", "false" },
        { "kernelSize", "--kernel-size", "3", "5, 3" },
        { "stride", "--stride", "1", "2" },
        { "padding", "--padding", "half", "0" },
        { "poolSize", "--pool-size", "auto", "2, 1" },
        { "pooling", "--pooling", "max", "mean" },
        { "encoding", "--encoding", "constant", "latency" },
        { "steps", "--steps", "10", "5" },
        { "beta", "--beta", "0.99", "0.9, 1" },
        { "spikeThreshold", "--spike-threshold", "1", "2, 0.5" },
        { "learnsBeta", "--learns-beta", "0", "1, 0" },
        { "learnsSpikeThreshold", "--learns-spike-threshold", "0", "1" },
        { "currentLength", "--current-length", "6", "0" },
        { "surrogate", "--surrogate", "arc-tangent", "fast-sigmoid" },
        { "surrogateSlope", "--surrogate-slope", "default", "10" },
        { "batchNormalization", "--batch-normalization", "true", "false" },
        { "loss", "--loss", "threshold", "swish-difference" },
        { "lossScale", "--loss-scale", "8", "6" },
        { "headGrid", "--head-grid", "4", "1" },
        { "auxiliaryFilters", "--auxiliary-filters", "64", "0" },
        { "prototypes", "--prototypes", "4", "2" },
        { "gamma", "--gamma", "10", "3" },
        { "margin", "--margin", "0", "0.2" },
        { "temperature", "--temperature", "0.05", "0.1" },
        { "dropout", "--dropout", "0", "0.25" },
        { "activationPenalty", "--activation-penalty", "0", "0.001" },
        { "optimizer", "--optimizer", "adam", "adamw" },
        { "learningRate", "--learning-rate", "0.01", "0.001" },
        { "learningRateSchedule", "--learning-rate-schedule", "constant", "cosine" },
        { "warmUp", "--warm-up", "0", "3" },
        { "weightDecay", "--weight-decay", "0", "0.01" },
        { "momentum", "--momentum", "0", "0.9" },
        { "epochs", "--epochs", "40", "100" },
        { "batchSize", "--batch-size", "512", "1024" },
        { "validationSplit", "--validation-split", "0", "0.1" },
        { "earlyStopping", "--early-stopping", "none", "5" },
        { "keepBest", "--keep-best", "false", "true" },
        { "shift", "--shift", "0", "2" },
        { "flip", "--flip", "false", "true" },
        { "schedule", "--schedule", "greedy", "joint" },
        { "pixels", "--pixels", "standardized", "unit" },
        { "labelCode", "--label-code", "overlay", "appended" },
        { "labelShare", "--label-share", "0.35", "0.5" },
        { "negatives", "--negatives", "resampled", "fixed" },
        { "prediction", "--prediction", "softmax", "sum" },
        { "skipFirstLayer", "--skip-first-layer", "false", "true" },
        { "seed", "--seed", "1", "18446744073709551615" },
    };

    [Fact]
    public void The_table_has_exactly_these_keys_in_this_order() =>
        Assert.Equal(Keys.Select(row => row.Data.Item1), SpecKeys.All.Select(key => key.Name));

    [Theory]
    [MemberData(nameof(Keys))]
    public void A_key_has_its_option_and_default(string name, string option, string defaultText, string other)
    {
        SpecKey key = SpecKeys.Find(name)!;
        Assert.Equal(option, key.OptionName);
        Assert.Equal(defaultText, key.DefaultText);
        Assert.NotEqual(defaultText, other);
    }

    public static IEnumerable<TheoryDataRow<string, string>> OtherValues => Keys
        .Select(row => new TheoryDataRow<string, string>(row.Data.Item1, row.Data.Item4));

    [Theory]
    [MemberData(nameof(OtherValues))]
    public void Writing_a_key_changes_that_key_and_no_other(string name, string other)
    {
        SpecKey key = SpecKeys.Find(name)!;
        RunSpec changed = key.Write(new RunSpec(), other, name);
        Assert.Equal(other, key.Read(changed));
        Assert.All(SpecKeys.All.Where(k => k != key), k => Assert.Equal(k.DefaultText, k.Read(changed)));
    }

    [Fact]
    public void Every_property_of_the_specs_has_a_key()
    {
        IEnumerable<string> properties = typeof(TrainingSpec).GetProperties()
            .Concat(typeof(RunSpec).GetProperties().Where(property => property.Name != nameof(RunSpec.Training)))
            .Where(property => property.CanWrite)
            .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]);
        Assert.Equal(properties.Order(), SpecKeys.All.Select(key => key.Name).Order());
    }

    [Fact]
    public void Names_come_from_the_library_s_tables()
    {
        Assert.Equal(["l2-norm", "l1-norm", "linf-norm", "sum-of-squares", "mean-square", "top-k", "entmax"], SpecKeys.Find("goodness")!.Choices);
        Assert.Equal(["fixed", "resampled", "hard", "hardest-of-4", "hard-goodness"], SpecKeys.Find("negatives")!.Choices);
        Assert.Equal(["ff", "bp-ff", "bp", "hff", "lc", "conv-ff", "conv-hff", "conv-lc", "spiking-ff"], SpecKeys.Find("model")!.Choices);
        Assert.Equal(OptimizerTable.All.Select(optimizer => optimizer.Name), SpecKeys.Find("optimizer")!.Choices);
        Assert.Equal(["constant", "cosine", "linear-cooldown", "steps"], SpecKeys.Find("learningRateSchedule")!.Choices);
    }

    [Fact]
    public void Defaults_that_differ_between_models_are_all_named()
    {
        Assert.Equal("0.01; bp-ff 0.001; bp 0.001; hff 0.002; lc 0.0005; conv-ff 0.002; conv-hff 0.002; conv-lc 0.001; spiking-ff 0.001", SpecKeys.Find("learningRate")!.DefaultTexts);
        Assert.Equal("512; bp 2048; hff 256; lc 128; conv-ff 64; conv-hff 128; conv-lc 128; spiking-ff 256", SpecKeys.Find("batchSize")!.DefaultTexts);
        Assert.Equal("resampled; conv-ff hardest-of-4; spiking-ff hard-goodness", SpecKeys.Find("negatives")!.DefaultTexts);
        Assert.Equal("greedy; hff joint; lc joint; conv-ff joint; conv-hff joint; conv-lc joint; spiking-ff joint", SpecKeys.Find("schedule")!.DefaultTexts);
        Assert.Equal("ff", SpecKeys.Find("model")!.DefaultTexts);
    }

    [Fact]
    public void A_model_s_keys_are_those_it_uses()
    {
        string[] ofMaps = ["kernelSize", "stride", "padding", "poolSize", "pooling"];
        string[] ofSpikes = ["encoding", "steps", "beta", "spikeThreshold", "learnsBeta", "learnsSpikeThreshold", "currentLength", "surrogate", "surrogateSlope"];
        string[] ofPrototypes = ["prototypes", "gamma", "margin", "temperature"];
        string[] ofPairs = ["loss", "lossScale"];
        string[] ofObjectives = [.. ofPairs, "headGrid", "auxiliaryFilters", .. ofPrototypes];
        string[] ofLabels = ["labelCode", "labelShare", "negatives"];
        Assert.Equal([.. ofMaps, .. ofSpikes, "batchNormalization", .. ofObjectives, "activationPenalty", "labelShare"], Unused("ff"));
        Assert.Equal([.. ofMaps, .. ofSpikes, "batchNormalization", .. ofObjectives, "schedule", "labelShare"], Unused("bp-ff"));
        Assert.Equal(["goodness", "threshold", .. ofMaps, .. ofSpikes, "batchNormalization", .. ofObjectives, "schedule", .. ofLabels, "prediction", "skipFirstLayer"], Unused("bp"));
        Assert.Equal(["goodness", "threshold", .. ofMaps, .. ofSpikes, "batchNormalization", .. ofPairs, "headGrid", "auxiliaryFilters", "activationPenalty", .. ofLabels], Unused("hff"));
        Assert.Equal(["goodness", "threshold", .. ofMaps, .. ofSpikes, .. ofObjectives, "activationPenalty", .. ofLabels], Unused("lc"));
        Assert.Equal([.. ofSpikes, "headGrid", "auxiliaryFilters", .. ofPrototypes, "activationPenalty"], Unused("conv-ff"));
        Assert.Equal(["goodness", "threshold", .. ofSpikes, .. ofPairs, "activationPenalty", .. ofLabels], Unused("conv-hff"));
        Assert.Equal(["goodness", "threshold", .. ofSpikes, .. ofPairs, "auxiliaryFilters", .. ofPrototypes, "activationPenalty", .. ofLabels], Unused("conv-lc"));
        Assert.Equal(["activation", .. ofMaps, "batchNormalization", "headGrid", "auxiliaryFilters", .. ofPrototypes, "activationPenalty", "labelShare"], Unused("spiking-ff"));
    }

    private static IEnumerable<string> Unused(string model) =>
        SpecKeys.All.Where(key => !key.IsUsedBy(ModelTable.Find(model))).Select(key => key.Name);
}
