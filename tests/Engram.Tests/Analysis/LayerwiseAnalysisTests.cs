using Engram.Analysis.Representations;
using Engram.Analysis.Weights;
using Engram.Families;
using Engram.Layers;
using Engram.Models;
using Engram.Tests.TestSupport;
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

    private static (TrainingSpec Spec, NetworkBody Network) Train(string model, bool batchNormalization)
    {
        TrainingSpec spec = ModelTable.Find(model).Defaults with
        {
            Layers = [40, 25],
            Epochs = 4,
            BatchSize = 20,
            LearningRate = 0.005f,
            BatchNormalization = batchNormalization,
        };
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
