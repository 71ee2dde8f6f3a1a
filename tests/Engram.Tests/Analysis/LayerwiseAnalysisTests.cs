using Engram.Analysis;
using Engram.Analysis.Representations;
using Engram.Analysis.Weights;
using Engram.Families;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Abilities;
using Engram.Models.Maps;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>Analyses that go through weights, for models whose layers learn one by one.</summary>
public class LayerwiseAnalysisTests
{
    private const double Difference = 1e-5;

    private static readonly ImageDataset _data = SyntheticImages.Create(40);

    [Theory]
    [InlineData("hff", true)]
    [InlineData("lc", true)]
    [InlineData("lc", false)]
    public void Saliency_is_the_gradient_of_the_true_class_s_scores(string model, bool batchNormalization)
    {
        (TrainingSpec spec, NetworkBody network) = Train(model, batchNormalization);
        using WorkerPool workers = new(2);
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, _data, workers);
        int[] samples = [11, 0, 5];
        float[][] actual = SaliencyAnalysis.Gradients(network, _data, representations, samples, workers);
        ReferenceLayerwise reference = new(spec, network);
        for (int row = 0; row < samples.Length; row++)
        {
            double[] input = ReferenceNetwork.PlainInput(_data, samples[row]);
            int label = _data.Labels[samples[row]];
            double[] expected = [.. input.Select((_, place) => Slope(reference, spec, input, place, label))];
            double largest = expected.Max(Math.Abs);
            Assert.True(largest > 1e-4);
            for (int place = 0; place < expected.Length; place++)
            {
                Assert.Equal(expected[place], actual[row][place], 1e-3 * largest);
            }
        }
    }

    [Theory]
    [InlineData("conv-hff", true, 1, "max")]
    [InlineData("conv-hff", false, 2, "mean")]
    [InlineData("conv-lc", true, 2, "max")]
    [InlineData("conv-lc", false, 1, "mean")]
    public void So_are_gradients_of_maps(string model, bool batchNormalization, int stride, string pooling)
    {
        (TrainingSpec spec, NetworkBody network) = Train(model, batchNormalization, spec => spec with { Layers = [5, 6], Stride = new PerLayer<int>([stride, 1]), PoolSize = new PerLayer<int>([3 - stride, 1]), Pooling = pooling, HeadGrid = 2, AuxiliaryFilters = 4 });
        ReferenceLayerwise reference = new(spec, network);
        MapGradients gradients = ((IHasMaps)network).CreateGradients();
        foreach (int sample in (int[])[11, 0])
        {
            double[] input = ReferenceNetwork.PlainInput(_data, sample);
            int label = _data.Labels[sample];
            float[] actual = [.. input.Select(value => (float)value)];
            gradients.Show(actual);
            double[][] maps = reference.Activations(0, [input], learns: false);
            Assert.All(maps[0].Zip(gradients.Maps(0).ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            gradients.WriteInputGradient(label, actual);
            double[] expected = [.. input.Select((_, place) => Slope(reference, spec, input, place, label))];
            double largest = expected.Max(Math.Abs);
            Assert.True(largest > 1e-4);
            for (int place = 0; place < expected.Length; place++)
            {
                Assert.Equal(expected[place], actual[place], 2e-3 * largest);
            }
        }
    }

    [Theory]
    [InlineData("conv-lc")]
    [InlineData("conv-hff")]
    public void Weights_connections_and_saliency_of_channels_are_measured(string model)
    {
        (TrainingSpec spec, NetworkBody network) = Train(model, true, spec => spec with { Layers = [8, 9] });
        using WorkerPool workers = new(2);
        AnalysisResult result = NetworkAnalyzer.Analyze(network, _data, new AnalysisOptions { Prediction = spec.Prediction }, workers);
        NetworkAnalysis analysis = result.Analysis;
        Assert.Equal([8 * 9, 9 * 8 * 9], analysis.Weights.Select(layer => layer.Weights.Counts.Sum()));
        Assert.Equal(analysis.ClassAccuracy.Select(accuracy => accuracy > 0), analysis.Saliency.ClassMeans.Select(means => means.Any(mean => mean > 0)));
        MapFilters filters = ((IHasMaps)network).Filters(1);
        IReadOnlyList<int>[][] ensembles = [.. analysis.Correct.Layers.Select(layer => layer.Ensembles.Single(set => set.Rule == "mean-ratio").Units.ToArray())];
        for (int from = 0; from < _data.ClassCount; from++)
        {
            for (int to = 0; to < _data.ClassCount; to++)
            {
                double[] weights = [.. from channel in ensembles[0][@from] from filter in ensembles[1][to] from place in Enumerable.Range(0, 9) select (double)filters.Values[(((filter * 8) + channel) * 9) + place]];
                Assert.Equal(weights.Length > 0 ? weights.Average() : null, analysis.Connections[0].MeanWeights[from][to], NearlyEqual);
            }
        }
    }

    private static bool NearlyEqual(double? first, double? second) => first is null || second is null ? first == second : Math.Abs(first.Value - second.Value) < 1e-5;

    [Fact]
    public void Batch_normalization_is_part_of_the_weights_that_are_analyzed()
    {
        (_, NetworkBody network) = Train("lc", batchNormalization: true);
        DenseLayer layer = ((IFullyConnected)network).Layers[0];
        using WorkerPool workers = new(1);
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, _data, workers);
        for (int sample = 0; sample < 5; sample++)
        {
            double[] input = ReferenceNetwork.PlainInput(_data, sample);
            for (int unit = 0; unit < layer.OutputSize; unit++)
            {
                double drive = layer.Biases[unit] + input.Select((value, index) => value * layer.Weight(unit, index)).Sum();
                Assert.Equal(Math.Max(drive, 0), representations.Sample(0, sample)[unit], 1e-4);
            }
        }
    }

    private static (TrainingSpec Spec, NetworkBody Network) Train(string model, bool batchNormalization, Func<TrainingSpec, TrainingSpec>? change = null)
    {
        TrainingSpec spec = ModelTable.Find(model).Defaults with
        {
            Layers = [40, 25],
            Epochs = 4,
            BatchSize = 20,
            LearningRate = 0.005f,
            BatchNormalization = batchNormalization,
        };
        spec = change?.Invoke(spec) ?? spec;
        return (spec, TrainerProbe.Complete(spec, _data).Network);
    }

    private static double Slope(ReferenceLayerwise reference, TrainingSpec spec, double[] input, int place, int label)
    {
        double before = input[place];
        input[place] = before + Difference;
        double above = Score(reference, spec, input, label);
        input[place] = before - Difference;
        double below = Score(reference, spec, input, label);
        input[place] = before;
        return (above - below) / (2 * Difference);
    }

    private static double Score(ReferenceLayerwise reference, TrainingSpec spec, double[] input, int label)
    {
        double[][] rows = [input];
        double score = 0;
        for (int layer = 0; layer < spec.Layers.Count; layer++)
        {
            double[][] activations = reference.Activations(layer, rows, learns: false);
            score += reference.Scores(layer, activations[0])[label];
            rows = reference.PassedOn(layer, activations, null);
        }

        return score;
    }
}
