using Engram.Analysis.Representations;
using Engram.Models.Abilities;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Face;

/// <summary>The network that users of the library meet.</summary>
public sealed class NetworkTests : IDisposable
{
    private static readonly ImageDataset _images = SyntheticImages.Create(80);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void A_saved_network_is_read_evaluated_and_analyzed_without_anything_else(string model)
    {
        Network network = Trained(model);
        network.Save(_folder["network"]);
        Network read = Network.Load(_folder["network"]);
        EvaluationResult expected = network.Evaluate(_images, threads: 1);
        Assert.Equal(expected.Scores, read.Evaluate(_images, threads: 2).Scores);
        Assert.Equal((network.ImageShape, network.LeftOutLabel), (read.ImageShape, read.LeftOutLabel));
        Assert.Equal(_images.ClassNames, read.ClassNames);
        List<string> stages = [];
        Assert.Equal(expected.Accuracy, read.Analyze(_images, new Stages(stages), threads: 2).Accuracy);
        Assert.Contains("sparseness", stages);
        using WorkerPool workers = new(1);
        Assert.Equal(HiddenRepresentations.Compute(network.Body, _images, workers).Layer(1), read.Represent(_images, threads: 2).Layer(1));
    }

    [Fact]
    public void Parameters_go_out_and_in_as_spans_in_the_order_of_their_shape()
    {
        Network network = Trained("ff");
        Parameter weights = network.Parameters["layers.0.weight"];
        Assert.Equal((20, 36, 720), (weights.Shape[0], weights.Shape[1], weights.Count));
        float[] numbers = new float[weights.Count];
        weights.CopyTo(numbers);
        Assert.Equal(weights.ToArray(), numbers);
        numbers[37] = 0.625f;
        weights.Set(numbers);
        Assert.Equal(0.625f, ((IFullyConnected)network.Body).Layers[0].Weights[1, 1]);
        Bits.RequireEqual(numbers, weights.ToArray(), "what was set");
        Parameter bias = network.Parameters["layers.1.bias"];
        bias.Set([.. Enumerable.Range(0, 17).Select(unit => unit / 4f)]);
        Assert.Equal(4f, bias.ToArray()[16]);
    }

    [Fact]
    public void Bad_use_is_named()
    {
        Network network = Trained("ff");
        Parameter bias = network.Parameters["layers.1.bias"];
        float[] before = bias.ToArray();
        Refused("layers.1.bias [17] has 17 numbers, but there is room or values for 3; use a span of 17.", () => bias.Set([1, 2, 3]));
        Refused("layers.1.bias [17] has 17 numbers, but there is room or values for 18; use a span of 17.", () => bias.CopyTo(new float[18]));
        Refused("A number for layers.1.bias [17] is not finite; give finite numbers.", () => bias.Set([.. before[1..], float.NaN]));
        Assert.Equal(before, bias.ToArray());
        Refused(
            "The network was trained on 1x6x6 images of 4 classes, but synthetic has 3x6x6 images of 4 classes; choose a data set of the same shape.",
            () => network.Evaluate(SyntheticImages.Create(10, channels: 3)));
        ImageDataset renamed = ImageDataset.Create(_images.AllPixels, _images.Labels, _images.Shape, ["class 0", "class 1", "class 3", "class 2"]);
        Refused(
            "The network was trained with class 2 as label 2, but in images that is class 3; put the classes back that it was trained on, in their order.",
            () => network.Analyze(renamed));
        Assert.Throws<EngramException>(() => Network.Load(_folder["nothing"]));
        Assert.Throws<ArgumentNullException>(() => network.Evaluate(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Evaluate(_images, threads: -1));
    }

    [Fact]
    public void A_negative_variance_is_refused_as_a_number_and_in_a_file()
    {
        Network network = Trained("lc", batchNormalization: true);
        Parameter variance = network.Parameters["layers.0.norm.running_var"];
        float[] numbers = variance.ToArray();
        numbers[3] = -0.5f;
        Refused("A variance for layers.0.norm.running_var [20] is -0.5, which no variance can be; give numbers from 0.", () => variance.Set(numbers));
        Assert.NotEqual(-0.5f, variance.ToArray()[3]);
        variance.Row.Row(0)[3] = -0.5f;
        network.Save(_folder["network"]);
        Refused(
            $"{_folder["network"]} has a variance of -0.5 in layers.0.norm.running_var, which no variance can be; restore it from a good copy.",
            () => Network.Load(_folder["network"]));
        network.Parameters["layers.0.norm.running_mean"].Set(numbers);
    }

    [Theory]
    [InlineData("beta", 1.5f, "from 0 to 1")]
    [InlineData("beta", -0.25f, "from 0 to 1")]
    [InlineData("threshold", 0.005f, "from 0.01")]
    public void A_membrane_that_means_nothing_is_refused_as_a_number_and_in_a_file(string name, float value, string limits)
    {
        TrainingSpec spec = Trainer.DefaultsOf("spiking-ff") with { Layers = [8], Epochs = 1, BatchSize = 20, LearnsBeta = 1, LearnsSpikeThreshold = 1 };
        using Trainer trainer = Trainer.Create(spec, _images, threads: 1);
        Network network = trainer.Run(cancellation: TestContext.Current.CancellationToken);
        Parameter parameter = network.Parameters[$"layers.0.{name}"];
        string number = value.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        Refused($"A {name} for {parameter} is {number}, which no {name} can be; give numbers {limits}.", () => parameter.Set([value]));
        parameter.Row.Row(0)[0] = value;
        network.Save(_folder["network"]);
        Refused(
            $"{_folder["network"]} has a {name} of {number} in layers.0.{name}, which no {name} can be; restore it from a good copy.",
            () => Network.Load(_folder["network"]));
    }

    private static Network Trained(string model, bool batchNormalization = false)
    {
        TrainingSpec spec = Trainer.DefaultsOf(model) with { Layers = [20, 17], Epochs = 2, BatchSize = 20, BatchNormalization = batchNormalization };
        using Trainer trainer = Trainer.Create(spec, _images, threads: 1);
        return trainer.Run(cancellation: TestContext.Current.CancellationToken);
    }

    private static void Refused(string sentence, Action act) => Assert.Equal(sentence, Assert.Throws<EngramException>(act).Message);

    private sealed class Stages(List<string> stages) : IProgress<string>
    {
        public void Report(string value) => stages.Add(value);
    }
}
