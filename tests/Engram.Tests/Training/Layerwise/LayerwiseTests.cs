using Engram.Analysis.Predictions;
using Engram.Families;
using Engram.Kernels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training.Layerwise;

/// <summary>Models whose layers learn one by one, against their definitions in double precision and finite differences of these.</summary>
public class LayerwiseTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(31, seed: 3);

    // Maps cost their reference many times as much.
    private static readonly ImageDataset _few = SyntheticImages.Create(13, seed: 3);

    /// <summary>Model, what is changed of its defaults, and whether images have a background.</summary>
    public static TheoryData<string, string, bool> Cases => new()
    {
        { "hff", "", true },
        { "hff", "", false },
        { "hff", "one prototype", true },
        { "hff", "no margin", true },
        { "hff", "sigmoid", true },
        { "hff", "no biases", true },
        { "hff", "dropout", true },
        { "lc", "", true },
        { "lc", "", false },
        { "lc", "no normalization", true },
        { "lc", "no normalization", false },
        { "lc", "sigmoid", true },
        { "lc", "no biases", true },
        { "lc", "dropout", true },
        { "conv-lc", "", true },
        { "conv-lc", "", false },
        { "conv-lc", "no normalization", true },
        { "conv-lc", "mean pooling", true },
        { "conv-lc", "stride and padding", true },
        { "conv-lc", "a grid that divides no map", true },
        { "conv-lc", "sigmoid", true },
        { "conv-lc", "no biases", true },
        { "conv-lc", "dropout", true },
        { "conv-hff", "", true },
        { "conv-hff", "no auxiliary filters", false },
        { "conv-hff", "mean pooling", true },
        { "conv-hff", "no normalization", true },
        { "conv-ff", "", true },
        { "conv-ff", "", false },
        { "conv-ff", "threshold", true },
        { "conv-ff", "swish", true },
        { "conv-ff", "morphological", true },
        { "conv-ff", "overlay", true },
        { "conv-ff", "mean pooling", true },
        { "conv-ff", "no normalization", true },
        { "conv-ff", "dropout", true },
    };

    // With a learning rate of 1 a step of plain gradient descent is the gradient, whatever the parameter.
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_gradient_of_every_parameter_is_that_of_finite_differences(string model, string change, bool background)
    {
        // Maps that are wider than high tell rows from columns.
        ImageDataset train = IsConvolutional(model)
            ? SyntheticImages.Create(12, background: background, seed: 3, width: SyntheticImages.Side + 3)
            : SyntheticImages.Create(30, background: background, seed: 3);
        TrainingSpec spec = Spec(model, change) with { Epochs = 2, BatchSize = train.Count, LearningRate = 1 };
        using WorkerPool workers = new(2);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);

        // Heads begin as zeros, which tell their layers nothing; the second step is looked at.
        trainer.TakeStep();
        ReferenceLayerwise before = new(spec, trainer.State.Network);
        TrainingPosition position = trainer.State.Position;
        IReadOnlyList<EpochMetrics> metrics = trainer.TakeStep();
        ReferenceBatch batch = new(spec, train, position, trainer.State.WrongLabels);
        ReferenceLayerwise after = new(spec, trainer.State.Network);

        double[][] inputs = before.Inputs(train, batch);
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            double loss = before.Loss(layer, inputs, batch);
            Assert.Equal(loss, metrics[layer].Loss, 2e-5 * Math.Max(1, loss));
            foreach (string parameter in before.Trained.Where(name => name.StartsWith($"layers.{layer}.", StringComparison.Ordinal)))
            {
                double[] expected = before.Gradient(layer, parameter, inputs, batch);
                double largest = expected.Max(Math.Abs);
                Assert.True(largest > 1e-4, $"A gradient of at most {largest} of {parameter} shows nothing.");
                double tolerance = (1e-4 * largest) + (1e-7 * before.Values[parameter].Max(Math.Abs));
                for (int index = 0; index < expected.Length; index++)
                {
                    Assert.Equal(expected[index], before.Values[parameter][index] - after.Values[parameter][index], tolerance);
                }
            }

            inputs = before.PassedOn(layer, before.Activations(layer, inputs, learns: true), batch);
        }
    }

    [Theory]
    [InlineData("hff", "", "joint")]
    [InlineData("hff", "", "greedy")]
    [InlineData("lc", "", "joint")]
    [InlineData("lc", "", "greedy")]
    [InlineData("lc", "dropout", "joint")]
    [InlineData("conv-hff", "", "joint")]
    [InlineData("conv-lc", "", "greedy")]
    [InlineData("conv-ff", "", "joint")]
    [InlineData("conv-ff", "", "greedy")]
    [InlineData("conv-ff", "morphological", "joint")]
    public void A_whole_training_is_that_of_its_definition(string model, string change, string schedule)
    {
        ImageDataset train = IsConvolutional(model) ? _few : _train;

        // The last batch is of a single image, whose variance is not kept.
        TrainingSpec spec = Spec(model, change) with { Epochs = 2, BatchSize = train.Count / 3, Schedule = schedule, LearningRate = 0.05f, Momentum = 0.5f };
        using WorkerPool workers = new(1);
        TrainingDriver trainer = TrainingDrivers.Create(spec, train, workers);
        ReferenceLayerwise reference = new(spec, trainer.State.Network);
        Dictionary<string, double[]> velocities = reference.Trained.ToDictionary(name => name, name => new double[reference.Values[name].Length]);
        List<double> losses = [];
        List<double> expected = [];
        while (!trainer.IsComplete)
        {
            int[] layers = [.. trainer.State.LayersInTraining()];
            TrainingPosition position = trainer.State.Position;
            double[] sums = [.. layers.Select(layer => trainer.State.Totals[layer].LossSum)];
            IReadOnlyList<EpochMetrics> ended = trainer.TakeStep();
            int rows = trainer.State.Network.Traits.HasNegatives ? 2 * train.Count : train.Count;
            losses.AddRange(layers.Select((layer, index) => (ended.Count > 0 ? ended[index].Loss * rows : trainer.State.Totals[layer].LossSum) - sums[index]));

            // Wrong labels are drawn in an epoch's first step.
            ReferenceBatch batch = new(spec, train, position, trainer.State.WrongLabels);
            double[] ofStep = Step(reference, spec, train, layers, batch, velocities);
            expected.AddRange(ofStep.Select(loss => loss * batch.Rows.Count));
        }

        for (int index = 0; index < expected.Count; index++)
        {
            Assert.Equal(expected[index], losses[index], 1e-3);
        }

        foreach (Parameter parameter in trainer.State.Network.Parameters)
        {
            float[] values = parameter.ToArray();
            for (int index = 0; index < values.Length; index++)
            {
                Assert.True(Math.Abs(reference.Values[parameter.Name][index] - values[index]) < 2e-4, $"{parameter.Name} {index}: {values[index]} instead of {reference.Values[parameter.Name][index]}");
            }
        }

        CheckScores(reference, spec, train, trainer.State.Network);
    }

    [Fact]
    public void The_last_layer_may_decide_alone()
    {
        TrainingSpec spec = Spec("lc", "") with { Epochs = 3, LearningRate = 0.1f };
        NetworkBody network = TrainerProbe.Complete(spec, _train).Network;
        using WorkerPool workers = new(1);
        EvaluationResult result = Evaluation.Evaluate(network, _train, "last", skipFirstLayer: false, workers);
        Assert.Equal(result.Layers[^1].Accuracy, result.Accuracy);
        Assert.NotEqual(result.Layers[0].Accuracy, result.Accuracy);
    }

    [Theory]
    [InlineData("prototypes", 0, "prototypes is 0, which cannot be used; use 1 to 1024 prototypes of each class.")]
    [InlineData("gamma", 0, "gamma is 0, which cannot be used; use a number above 0.")]
    [InlineData("margin", -1, "margin is -1, which cannot be used; use 0 to 2, the largest difference of two cosines.")]
    [InlineData("temperature", float.NaN, "temperature is NaN, which cannot be used; use a number above 0.")]
    public void What_cannot_be_used_is_named(string key, float value, string sentence)
    {
        TrainingSpec spec = ModelTable.Find("hff").Defaults;
        TrainingSpec wrong = key switch
        {
            "prototypes" => spec with { Prototypes = (int)value },
            "gamma" => spec with { Gamma = value },
            "margin" => spec with { Margin = value },
            _ => spec with { Temperature = value },
        };
        Assert.Equal(sentence, Assert.Throws<EngramException>(() => TrainingSpecValidation.Validate(wrong)).Message);

        // Another model takes no notice.
        TrainingSpecValidation.Validate(wrong with { Model = "lc" });
    }

    private static bool IsConvolutional(string model) => model.StartsWith("conv-", StringComparison.Ordinal);

    [Fact]
    public void Auxiliary_filters_that_make_more_numbers_than_an_image_may_have_are_refused()
    {
        Model model = ModelTable.Find("conv-hff");
        TrainingSpec spec = model.Defaults with { PoolSize = 1, AuxiliaryFilters = 65_536 };
        EngramException failure = Assert.Throws<EngramException>(() => model.Definition.ValidateFor(spec, new ImageShape(1, 256, 257)));
        Assert.StartsWith("auxiliaryFilters is 65536, which makes of the 256x257 maps of layer 1 more than", failure.Message, StringComparison.Ordinal);
    }

    private static TrainingSpec Spec(string model, string change)
    {
        TrainingSpec spec = ModelTable.Find(model).Defaults with
        {
            Layers = IsConvolutional(model) ? [3, 4] : [14, 11],
            AuxiliaryFilters = 6,
            HeadGrid = 2,
            PoolSize = new(2, 1),
            Optimizer = "sgd",
            LearningRateSchedule = "constant",
            Shift = 0,
            Dropout = 0,
            Prototypes = 3,
            Margin = 0.1f,
            Temperature = 0.3f,
            Negatives = "resampled",
        };
        return change switch
        {
            "one prototype" => spec with { Prototypes = 1 },
            "no margin" => spec with { Margin = 0 },
            "sigmoid" => spec with { Activation = "sigmoid" },
            "no biases" => spec with { Biases = false },
            "no normalization" => spec with { BatchNormalization = false },
            "dropout" => spec with { Dropout = 0.3f },
            "mean pooling" => spec with { Pooling = "mean" },
            "stride and padding" => spec with { KernelSize = new(2, 3), Stride = new(1, 2), Padding = new(1, 2), PoolSize = new(1, 3) },
            "a grid that divides no map" => spec with { PoolSize = 1, HeadGrid = 4 },
            "threshold" => spec with { Loss = "threshold", Threshold = 0.5f },
            "swish" => spec with { Loss = "swish-difference", LossScale = 6 },
            "morphological" or "overlay" => spec with { LabelCode = change, LossScale = 2 },
            "no auxiliary filters" => spec with { AuxiliaryFilters = 0, HeadGrid = 1 },
            _ => spec,
        };
    }

    // Plain gradient descent with momentum; every layer sees what those below made before this step changed them.
    private static double[] Step(
        ReferenceLayerwise reference, TrainingSpec spec, ImageDataset train, int[] layers, ReferenceBatch batch, Dictionary<string, double[]> velocities)
    {
        double[][] inputs = reference.Inputs(train, batch);
        for (int layer = 0; layer < layers[0]; layer++)
        {
            inputs = reference.PassedOn(layer, reference.Activations(layer, inputs, learns: false), null);
        }

        double[] losses = new double[layers.Length];
        foreach ((int place, int layer) in layers.Index())
        {
            losses[place] = reference.Loss(layer, inputs, batch);
            double[][] passedOn = reference.PassedOn(layer, reference.Activations(layer, inputs, learns: true), batch);
            reference.Keep(layer, inputs);
            string[] names = [.. reference.Trained.Where(name => name.StartsWith($"layers.{layer}.", StringComparison.Ordinal))];
            double[][] gradients = [.. names.Select(name => reference.Gradient(layer, name, inputs, batch))];
            foreach ((string name, double[] gradient) in names.Zip(gradients))
            {
                for (int index = 0; index < gradient.Length; index++)
                {
                    velocities[name][index] = (spec.Momentum * velocities[name][index]) + gradient[index];
                    reference.Values[name][index] -= spec.LearningRate[layer] * velocities[name][index];
                }
            }

            inputs = passedOn;
        }

        return losses;
    }

    private static void CheckScores(ReferenceLayerwise reference, TrainingSpec spec, ImageDataset train, NetworkBody network)
    {
        using WorkerPool workers = new(1);
        LabelScores scores = LabelScores.Compute(KernelTable.Current, workers, network, train);
        int labelsInTurn = network.Traits.LabelsInInput ? train.ClassCount : 1;
        for (int sample = 0; sample < train.Count; sample++)
        {
            for (int first = 0; first < labelsInTurn; first++)
            {
                double[][] inputs = [reference.Input(train, sample, first)];
                for (int layer = 0; layer < spec.Layers.Count; layer++)
                {
                    double[][] activations = reference.Activations(layer, inputs, learns: false);
                    double[] expected = reference.Scores(layer, activations[0]);
                    for (int label = 0; label < expected.Length; label++)
                    {
                        Assert.Equal(expected[label], scores.Values[(((sample * scores.LayerCount) + layer) * train.ClassCount) + first + label], 2e-3);
                    }

                    inputs = reference.PassedOn(layer, activations, null);
                }
            }
        }
    }
}
