using Engram.Analysis.ReadOuts;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Kernels;
using Engram.Models;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>Linear classifiers of a frozen network's features.</summary>
public sealed class LinearReadOutTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(80);
    private static readonly ImageDataset _test = SyntheticImages.Create(30, seed: 2);
    private static readonly LinearReadOutOptions _options = new() { Layers = [1, 2], Epochs = 3, BatchSize = 32, LearningRate = 0.02f, WeightDecay = 0.1f, Seed = 5 };

    [Theory]
    [InlineData("ff")]
    [InlineData("bp")]
    public void Features_of_the_fast_engine_are_activations_without_a_label_as_the_next_layer_takes_them(string model)
    {
        var network = (DenseNetwork)Network(model);
        ReferenceNetwork reference = new(network);
        Matrix features = Features(network, _test);
        for (int sample = 0; sample < _test.Count; sample++)
        {
            bool normalizes = network.Traits.NormalizesLengths;
            double[] input = normalizes ? reference.Input(_test, sample, ReferenceNetwork.NoLabel) : ReferenceNetwork.PlainInput(_test, sample);
            List<double> expected = [];
            for (int layer = 0; layer < 2; layer++)
            {
                double[] activations = reference.Activations(layer, input);
                input = normalizes ? ReferenceNetwork.Normalize(activations) : activations;
                expected.AddRange(input);
            }

            RequireClose(expected, features.Row(sample));
        }
    }

    [Theory]
    [InlineData("hff")]
    [InlineData("lc")]
    [InlineData("conv-hff")]
    [InlineData("conv-lc")]
    public void Features_of_layers_that_learn_one_by_one_are_what_they_pass_on_and_of_maps_the_means_of_a_grid(string model)
    {
        NetworkBody network = Network(model);
        ReferenceLayerwise reference = new(network.Spec, network);
        Matrix features = Features(network, _test);
        for (int sample = 0; sample < _test.Count; sample++)
        {
            double[][] rows = [ReferenceNetwork.PlainInput(_test, sample)];
            List<double> expected = [];
            for (int layer = 0; layer < 2; layer++)
            {
                rows = reference.PassedOn(layer, reference.Activations(layer, rows, learns: false), batch: null);
                expected.AddRange(reference.Features(layer, rows[0]));
            }

            RequireClose(expected, features.Row(sample));
        }
    }

    [Fact]
    public void Training_is_that_of_a_slow_reference()
    {
        NetworkBody network = Network("ff");
        LinearReadOut actual = Train(network, _options)[0];
        (double[] weights, double[] biases) = TrainSlowly(Features(network, _train), [.. network.LayerShapes.Select(shape => shape.Channels)]);
        double largest = weights.Max(Math.Abs);
        Assert.True(largest > 0.1);
        Assert.All(weights.Zip(actual.Weights), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * largest));
        Assert.All(biases.Zip(actual.Biases), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Neither_threads_nor_memory_change_a_bit()
    {
        NetworkBody network = Network("conv-hff");
        LinearReadOutOptions options = _options with { Layers = [2], EachLayer = true };
        IReadOnlyList<LinearReadOut> expected = Train(network, options);
        Assert.Equal([[1], [0]], expected.Select(readOut => readOut.Layers));
        foreach ((int threads, long mostBytes) in new[] { (3, FeatureRows.MostBytes), (2, 0L) })
        {
            IReadOnlyList<LinearReadOut> actual = Train(network, options, threads, mostBytes);
            Assert.Equal(expected.Select(readOut => readOut.Weights), actual.Select(readOut => readOut.Weights));
            Assert.Equal(expected.Select(readOut => readOut.Biases), actual.Select(readOut => readOut.Biases));
            Assert.Equal(expected.Select(readOut => (readOut.Train, readOut.Test)), actual.Select(readOut => (readOut.Train, readOut.Test)));
        }

        Assert.NotEqual(expected[0].Weights, Train(network, options with { Seed = 6 })[0].Weights);
    }

    [Fact]
    public void A_layer_alone_is_read_out_as_if_it_were_the_only_one_asked_for()
    {
        NetworkBody network = Network("lc");
        IReadOnlyList<LinearReadOut> all = Train(network, _options with { EachLayer = true });
        Assert.Equal([[0, 1], [0], [1]], all.Select(readOut => readOut.Layers));
        Assert.Equal(Train(network, _options with { Layers = [2] })[0].Weights, all[2].Weights);
        Assert.Equal([1], Train(network, _options with { Layers = null })[0].Layers);
    }

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void What_can_be_told_apart_is_and_the_weights_tell_it(string model)
    {
        NetworkBody network = Network(model);
        LinearReadOut readOut = Train(network, new LinearReadOutOptions { Layers = [1, 2], Epochs = 400, BatchSize = 20, LearningRate = 0.05f })[0];
        Assert.Equal(1, readOut.Train.Accuracy);
        Assert.InRange(readOut.Train.Loss, 1e-6, 0.3);
        Matrix features = Features(network, _test);
        int width = features.Columns;
        int right = Enumerable.Range(0, _test.Count).Count(sample =>
        {
            float[] ofImage = features.Row(sample).ToArray();
            double[] logits = [.. readOut.Weights.Chunk(width).Zip(readOut.Biases, (row, bias) => bias + row.Zip(ofImage, (weight, value) => (double)weight * value).Sum())];
            return Array.IndexOf(logits, logits.Max()) == _test.Labels[sample];
        });
        Assert.Equal(right / (double)_test.Count, readOut.Test.Accuracy, 1e-12);
        Assert.InRange(readOut.Test.Accuracy, 0.7, 1);
    }

    [Fact]
    public void A_class_that_was_left_out_is_never_predicted()
    {
        ImageDataset seen = _train.Without(1);
        NetworkBody network = TrainerProbe.Complete(Spec("ff"), seen).Network;
        using WorkerPool workers = new(1);
        LinearReadOut readOut = LinearReadOutTraining.Train(network, new ReadOutImages(seen, _train, _test.Without(1)), _options, workers)[0];
        Assert.InRange(readOut.Validation!.Accuracy, 0.01, seen.Count / (double)_train.Count);
    }

    [Fact]
    public void Values_that_cannot_be_used_are_refused()
    {
        NetworkBody network = Network("ff");
        (LinearReadOutOptions Options, string Sentence)[] cases =
        [
            (_options with { Layers = [1, 3] }, "The layers to read out are 1, 3, but the network has layers 1 to 2; name some of these, each once."),
            (_options with { Layers = [2, 2] }, "The layers to read out are 2, 2, but the network has layers 1 to 2; name some of these, each once."),
            (_options with { Epochs = 0 }, "epochs is 0, which cannot be used; use 1 to 1000000 epochs."),
            (_options with { LearningRate = 0 }, "learningRate is 0, which cannot be used; use a number above 0."),
            (_options with { LearningRate = 1e30f }, "The loss of the read-out is no finite number in epoch 1; use a smaller learning rate than 1E+30."),
            (_options with { WeightDecay = -1 }, "weightDecay is -1, which cannot be used; use 0 or a number above it."),
            (_options with { BatchSize = 0 }, "batchSize is 0, which cannot be used; use 1 to 1000000 images."),
        ];
        Assert.All(cases, one => Assert.Equal(one.Sentence, Assert.Throws<EngramException>(() => Train(network, one.Options)).Message));
    }

    private static TrainingSpec Spec(string model) => ModelTable.Find(model).Defaults with
    {
        Layers = model.StartsWith("conv-", StringComparison.Ordinal) ? [8, 6] : [30, 20],
        Epochs = 2,
        BatchSize = 20,
        LearningRate = 0.005f,
        LearningRateSchedule = "constant",
        HeadGrid = 2,
    };

    private static NetworkBody Network(string model) => TrainerProbe.Complete(Spec(model), _train).Network;

    private static IReadOnlyList<LinearReadOut> Train(NetworkBody network, LinearReadOutOptions options, int threads = 1, long mostBytes = FeatureRows.MostBytes)
    {
        using WorkerPool workers = new(threads);
        return LinearReadOutTraining.Train(network, new ReadOutImages(_train, null, _test), options, workers, mostBytes: mostBytes);
    }

    private static Matrix Features(NetworkBody network, ImageDataset data)
    {
        using WorkerPool workers = new(2);
        NetworkRun run = network.CreateRun(KernelTable.Current, workers, data.Count);
        Matrix features = new(data.Count, run.FeatureCounts.Sum());
        run.WriteFeatures(network.Input.Take(data), [.. Enumerable.Range(0, data.Count)], features);
        return features;
    }

    private static void RequireClose(IReadOnlyList<double> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Count, actual.Length);
        Assert.Contains(expected, value => value > 0.01);
        for (int place = 0; place < expected.Count; place++)
        {
            Assert.Equal(expected[place], actual[place], 1e-5 * Math.Max(1, Math.Abs(expected[place])));
        }
    }

    // One number after the other, in double precision; the gradient is softmax less the label's unit vector.
    private static (double[] Weights, double[] Biases) TrainSlowly(Matrix features, int[] widths)
    {
        int classes = _train.ClassCount;
        double[] scales = [.. widths.SelectMany((width, layer) => Enumerable.Repeat(Scale(features, widths[..layer].Sum(), width), width))];
        double[][] rows = [.. Enumerable.Range(0, _train.Count).Select(sample => features.Row(sample).ToArray().Zip(scales, (value, scale) => value * scale).ToArray())];
        double[][] parameters = [.. Enumerable.Range(0, classes).Select(_ => new double[scales.Length]), new double[classes]];
        TrainingSpec spec = new() { Optimizer = "adamw", WeightDecay = 0.1f, LearningRate = 0.02f, LearningRateSchedule = "cosine", Epochs = 3 };
        ReferenceOptimizer optimizer = new(spec, stepsPerEpoch: 3, [.. parameters.Select(row => row.Length)]);
        int step = 0;
        for (int epoch = 0; epoch < 3; epoch++)
        {
            int[] order = [.. Enumerable.Range(0, rows.Length)];
            RandomStream.For(5, RandomPurpose.ReadOutOrder, epoch).Shuffle(order);
            foreach (int[] batch in order.Chunk(32))
            {
                optimizer.Update(parameters, Gradient(parameters, rows, batch), ++step);
            }
        }

        return ([.. parameters[..classes].SelectMany(row => row.Zip(scales, (weight, scale) => weight * scale))], parameters[classes]);
    }

    private static double Scale(Matrix features, int start, int width) =>
        1 / Math.Sqrt(Enumerable.Range(0, features.Rows).SelectMany(sample => features.Row(sample).Slice(start, width).ToArray()).Average(value => (double)value * value));

    private static double[][] Gradient(double[][] parameters, double[][] rows, int[] batch)
    {
        int classes = parameters.Length - 1;
        double[][] gradient = [.. parameters.Select(row => new double[row.Length])];
        foreach (int sample in batch)
        {
            double[] powers = [.. parameters[..classes].Select((row, label) => Math.Exp(parameters[classes][label] + row.Zip(rows[sample], (weight, value) => weight * value).Sum()))];
            for (int label = 0; label < classes; label++)
            {
                double slope = ((powers[label] / powers.Sum()) - (_train.Labels[sample] == label ? 1 : 0)) / batch.Length;
                gradient[classes][label] += slope;
                for (int feature = 0; feature < rows[sample].Length; feature++)
                {
                    gradient[label][feature] += slope * rows[sample][feature];
                }
            }
        }

        return gradient;
    }
}
