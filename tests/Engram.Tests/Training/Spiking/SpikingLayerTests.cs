using Engram.Families;
using Engram.Families.Spiking;
using Engram.Kernels;
using Engram.Models;
using Engram.Models.Layerwise;
using Engram.Models.Scores;
using Engram.Tensors;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;
using Engram.Training;

namespace Engram.Tests.Training.Spiking;

/// <summary>Spiking layers against their definition in double precision: potentials, spikes and counts, and the gradients back through time.</summary>
public class SpikingLayerTests
{
    private static readonly ImageDataset _train = SyntheticImages.Create(23, seed: 3);
    private static readonly ImageDataset _frames = SyntheticImages.Create(23, seed: 3, channels: 14);

    /// <summary>What is changed of a small spec.</summary>
    public static TheoryData<string> Changes => ["", "fast-sigmoid", "no biases", "no length", "learned constants", "a leak", "one step", "threshold", "softplus", "poisson", "latency", "frames", "appended labels", "appended frames"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Units_fire_when_their_definition_has_it(string change)
    {
        TrainingSpec spec = Spec(change);
        using WorkerPool workers = new(2);
        NetworkBody network = Trained(spec, steps: 3, workers).State.Network;
        int spikes = 0;
        ForEachRow(spec, network, workers, (layer, row, output, expected) =>
        {
            double[] counts = ReferenceSpiking.Counts(expected);
            Assert.Equal(counts, output.Rows.Values.Row(row).ToArray().Select(count => (double)count));
            for (int step = 0; step < spec.Steps; step++)
            {
                Assert.Equal(expected[step].Select(fires => fires == 1), Enumerable.Range(0, spec.Layers[layer]).Select(unit => Fires(output.Spikes!, row, step, unit)));
            }

            Assert.Equal(counts.Sum(count => count * count), output.SquaredLengths[row]);
            spikes += (int)counts.Sum();
        });
        Assert.True(spikes > 50, $"Only {spikes} spikes show nothing.");
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_gradient_of_every_parameter_is_that_of_its_definition(string change)
    {
        TrainingSpec spec = Spec(change);
        ImageDataset train = Train(spec);
        spec = spec with { BatchSize = train.Count, Epochs = 9, LearningRate = 0.01f };
        using WorkerPool workers = new(2);
        TrainingDriver trainer = Trained(spec, steps: 2, workers);
        NetworkBody network = trainer.State.Network;
        ReferenceSpiking[] before = [.. spec.Layers.Select((_, layer) => new ReferenceSpiking(spec, network, layer))];
        TrainingPosition position = trainer.State.Position;
        trainer.TakeStep();
        ReferenceBatch batch = new(spec, train, position, trainer.State.WrongLabels);
        double[][][] inputs = [.. batch.Rows.Select(row => ReferenceEncoding.Inputs(spec, train, row.Sample, row.Label, position.EpochIndex + 1))];
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            ReferenceSpiking reference = before[layer];
            double[][][] spikes = [.. inputs.Select(input => reference.Run(input).Spikes)];
            double[][] slopes = Slopes(spec, [.. spikes.Select(ReferenceSpiking.Counts)]);
            Dictionary<string, double[]> expected = Sum(inputs.Zip(slopes, reference.Gradients));
            foreach (string name in reference.Trained)
            {
                float[] after = network.Parameters.First(parameter => parameter.Name == $"layers.{layer}.{name}").ToArray();
                double largest = expected[name].Max(Math.Abs);
                Assert.True(largest > 1e-4, $"A gradient of at most {largest} of {name} shows nothing.");
                for (int index = 0; index < after.Length; index++)
                {
                    Assert.Equal(expected[name][index], (reference.Values[name][index] - after[index]) / spec.LearningRate[0], (2e-4 * largest) + 2e-5);
                }
            }

            inputs = spikes;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("fast-sigmoid")]
    [InlineData("no length")]
    [InlineData("a leak")]
    [InlineData("latency")]
    [InlineData("frames")]
    public void With_smooth_spikes_the_gradient_is_that_of_finite_differences(string change)
    {
        TrainingSpec spec = Spec(change);
        using WorkerPool workers = new(1);
        NetworkBody network = Trained(spec, steps: 2, workers).State.Network;
        double[][] inputs = ReferenceEncoding.Inputs(spec, Train(spec), 0, 1, showing: 0);
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            ReferenceSpiking reference = new(spec, network, layer);
            double[] slopes = [.. Enumerable.Range(0, spec.Layers[layer]).Select(unit => Math.Sin(unit + 1))];
            foreach ((string name, double[] gradient) in reference.Gradients(inputs, slopes))
            {
                for (int index = 0; index < gradient.Length; index += 7)
                {
                    Assert.Equal(reference.SmoothSlope(name, index, inputs, slopes), gradient[index], 1e-5 * (1 + Math.Abs(gradient[index])));
                }
            }

            inputs = reference.Run(inputs).Spikes;
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("poisson")]
    [InlineData("latency")]
    [InlineData("frames")]
    public void Scores_are_the_goodness_of_every_label(string change)
    {
        TrainingSpec spec = Spec(change);
        ImageDataset train = Train(spec);
        using WorkerPool workers = new(2);
        NetworkBody network = Trained(spec, steps: 3, workers).State.Network;
        LabelScores scores = LabelScores.Compute(KernelTable.Current, workers, network, train);
        for (int sample = 0; sample < train.Count; sample++)
        {
            for (int label = 0; label < train.ClassCount; label++)
            {
                double[][] inputs = ReferenceEncoding.Inputs(spec, train, sample, label, showing: 0);
                for (int layer = 0; layer < spec.Layers.Count; layer++)
                {
                    inputs = new ReferenceSpiking(spec, network, layer).Run(inputs).Spikes;
                    double expected = ReferenceSpiking.Counts(inputs).Sum(count => count * count) / spec.Layers[layer];
                    Assert.Equal(expected, scores.Values[(((sample * scores.LayerCount) + layer) * train.ClassCount) + label], 1e-5);
                }
            }
        }
    }

    [Fact]
    public void A_learned_beta_stays_a_share_and_a_learned_threshold_above_zero()
    {
        TrainingSpec spec = Spec("learned constants") with { Beta = 0.999f, SpikeThreshold = 0.02f, LearningRate = 1000 };
        using WorkerPool workers = new(1);
        foreach (Parameter parameter in Trained(spec, steps: 3, workers).State.Network.Parameters.Where(parameter => parameter.Count == 1))
        {
            Assert.InRange(parameter.ToArray()[0], parameter.Name.EndsWith("beta", StringComparison.Ordinal) ? 0 : 0.01f, float.MaxValue);
            Assert.True(parameter.Name.EndsWith("threshold", StringComparison.Ordinal) || parameter.ToArray()[0] <= 1);
        }
    }

    private static ImageDataset Train(TrainingSpec spec) => spec.Encoding == "frames" ? _frames : _train;

    private static TrainingDriver Trained(TrainingSpec spec, int steps, WorkerPool workers)
    {
        TrainingDriver trainer = TrainingDrivers.Create(spec, Train(spec), workers);
        for (int step = 0; step < steps; step++)
        {
            trainer.TakeStep();
        }

        return trainer;
    }

    private static void ForEachRow(TrainingSpec spec, NetworkBody network, WorkerPool workers, Action<int, int, LayerRows, double[][]> check)
    {
        var spiking = (SpikingNetwork)network;
        ImageDataset train = Train(spec);
        ImageRows images = new(KernelTable.Current, workers, spiking, train.Count);
        int[] labels = [.. Enumerable.Range(0, train.Count).Select(sample => sample % train.ClassCount)];
        images.Take(network.Input.Take(train), [.. Enumerable.Range(0, train.Count)]);
        LayerRows rows = images.Show(labels);
        double[][][] inputs = [.. labels.Select((label, sample) => ReferenceEncoding.Inputs(spec, train, sample, label, showing: 0))];
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            LayerRun run = spiking.Layers[layer].CreateRun(KernelTable.Current, workers, train.Count);
            run.Forward(rows, learns: false);
            rows = run.Output;
            ReferenceSpiking reference = new(spec, network, layer);
            inputs = [.. inputs.Select(input => reference.Run(input).Spikes)];
            for (int row = 0; row < rows.Count; row++)
            {
                check(layer, row, rows, inputs[row]);
            }
        }
    }

    private static unsafe bool Fires(SpikeTrains trains, int row, int step, int unit) => (trains.At(row, step)[unit / 64] >> (unit % 64) & 1) == 1;

    // ∂ mean loss/∂count: G = Σ count²/n, with the loss of a pair's two rows.
    private static double[][] Slopes(TrainingSpec spec, double[][] counts)
    {
        int images = counts.Length / 2;
        double[] goodness = [.. counts.Select(row => row.Sum(count => count * count) / row.Length)];
        return [.. counts.Select((row, index) => (double[])[.. row.Select(count => 2 * count / row.Length * SlopeOf(index) / counts.Length)])];

        double SlopeOf(int row)
        {
            bool positive = row < images;
            if (spec.Loss == "threshold")
            {
                double above = goodness[row] - spec.Threshold!.Value[0];
                return positive ? -1 / (1 + Math.Exp(above)) : 1 / (1 + Math.Exp(-above));
            }

            double z = -spec.LossScale * (goodness[row % images] - goodness[(row % images) + images]);
            double sigmoid = 1 / (1 + Math.Exp(-z));
            double slope = spec.Loss == "softplus-difference" ? sigmoid : sigmoid + (z * sigmoid * (1 - sigmoid));
            return 2 * slope * (positive ? -spec.LossScale : spec.LossScale);
        }
    }

    private static Dictionary<string, double[]> Sum(IEnumerable<Dictionary<string, double[]>> gradients) =>
        gradients.Aggregate((sum, next) => sum.ToDictionary(pair => pair.Key, pair => (double[])[.. pair.Value.Zip(next[pair.Key], (left, right) => left + right)]));

    private static TrainingSpec Spec(string change)
    {
        TrainingSpec spec = ModelTable.Find("spiking-ff").Defaults with
        {
            Layers = [19, 13],
            Optimizer = "sgd",
            LearningRate = 0.05f,
            LearningRateSchedule = "constant",
            Negatives = "resampled",
            Epochs = 20,
            Shift = 0,
            BatchSize = 10,
            Steps = 7,
            Beta = 0.9f,
            SpikeThreshold = new(0.5f, 0.8f),
            CurrentLength = 3,
        };
        return change switch
        {
            "fast-sigmoid" => spec with { Surrogate = "fast-sigmoid", SurrogateSlope = 3 },
            "no biases" => spec with { Biases = false },
            "no length" => spec with { CurrentLength = 0, SpikeThreshold = 0.2f },
            "learned constants" => spec with { LearnsBeta = 1, LearnsSpikeThreshold = new(0, 1) },
            "a leak" => spec with { Beta = new(0.6f, 1), LearnsBeta = new(1, 0) },
            "one step" => spec with { Steps = 1 },
            "threshold" => spec with { Loss = "threshold", Threshold = 0.4f, LearningRate = 0.01f },
            "poisson" or "latency" => spec with { Encoding = change, SpikeThreshold = new(0.2f, 0.6f) },
            "frames" => spec with { Encoding = "frames" },
            "appended labels" => spec with { LabelCode = "appended", Encoding = "latency", SpikeThreshold = new(0.2f, 0.6f) },
            "appended frames" => spec with { LabelCode = "appended", Encoding = "frames" },
            "softplus" => spec with { Loss = "softplus-difference" },
            _ => spec,
        };
    }
}
