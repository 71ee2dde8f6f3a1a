using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Families.Dense;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>A classifier's evaluation against one that is worked out image by image in double precision.</summary>
public class ClassifierEvaluationTests
{
    // More than are run at once.
    private static readonly ImageDataset _data = SyntheticImages.Create(523, seed: 2);

    private static readonly DenseNetwork _network = TrainerProbe.Complete(
        new TrainingSpec { Model = "bp", Layers = [30, 17], Epochs = 1, BatchSize = 100 }, SyntheticImages.Create(200)).Dense;

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 3)]
    public void Logits_predictions_and_activity_are_those_of_the_reference(int? untrained, int threads)
    {
        using WorkerPool workers = new(threads);
        EvaluationResult result = Evaluation.Evaluate(_network, _data, "softmax", false, workers, untrained);
        ReferenceNetwork reference = new(_network);
        double[][][] activations = [.. Enumerable.Range(0, _data.Count).Select(sample => Activations(reference, sample))];
        int correct = 0;
        for (int sample = 0; sample < _data.Count; sample++)
        {
            double[] logits = reference.Logits(activations[sample][1]);
            int predicted = Enumerable.Range(0, 4).Where(label => label != untrained).MaxBy(label => logits[label]);
            Assert.Equal(predicted, result.Predictions[sample]);
            correct += predicted == _data.Labels[sample] ? 1 : 0;
            for (int label = 0; label < 4; label++)
            {
                Assert.Equal(logits[label], result.Scores[(sample * 4) + label], 1e-4);
            }
        }

        Assert.Equal(ReadOut.Logits, result.ReadOut);
        Assert.Equal(correct / (double)_data.Count, result.Accuracy, 1e-12);
        Assert.InRange(result.Accuracy, 0.02, 0.98);
        for (int layer = 0; layer < 2; layer++)
        {
            LayerEvaluation evaluation = result.Layers[layer];
            Assert.Equal(activations.Average(sample => reference.GoodnessOf(sample[layer])), evaluation.PositiveGoodness, 1e-4);
            Assert.Equal(activations.Count(sample => sample[layer].All(value => value == 0)), evaluation.SilentSamples);
            Assert.Equal((double.NaN, double.NaN), (evaluation.Accuracy, evaluation.NegativeGoodness));
        }
    }

    [Fact]
    public void Representations_are_the_activations_of_the_plain_image()
    {
        using WorkerPool workers = new(2);
        HiddenRepresentations representations = HiddenRepresentations.Compute(_network, _data, workers);
        ReferenceNetwork reference = new(_network);
        foreach (int sample in new[] { 0, 100, 522 })
        {
            double[][] expected = Activations(reference, sample);
            for (int layer = 0; layer < 2; layer++)
            {
                for (int unit = 0; unit < expected[layer].Length; unit++)
                {
                    Assert.Equal(expected[layer][unit], representations.Sample(layer, sample)[unit], 1e-4);
                }
            }
        }
    }

    private static double[][] Activations(ReferenceNetwork reference, int sample)
    {
        double[] first = reference.Activations(0, ReferenceNetwork.PlainInput(_data, sample));
        return [first, reference.Activations(1, first)];
    }
}
