using Engram.Analysis;
using Engram.Analysis.Predictions;
using Engram.Analysis.Representations;
using Engram.Families;
using Engram.Families.Dense;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>Every number of an evaluation against one that is worked out image by image in double precision.</summary>
public class EvaluationTests
{
    private const int LayerCount = 3;

    // More than are run at once, both with all labels and with the true one.
    private static readonly ImageDataset _data = SyntheticImages.Create(523, seed: 2);

    private static readonly DenseNetwork _network = TrainerProbe.Complete(
        new TrainingSpec { Layers = [30, 17, 20], Epochs = 4, BatchSize = 20 }, SyntheticImages.Create(200)).Dense;

    [Theory]
    [InlineData("softmax", false, 1)]
    [InlineData("softmax", true, 2)]
    [InlineData("sum", false, 3)]
    [InlineData("sum", true, 1)]
    public void Every_number_is_that_of_the_reference(string prediction, bool skipFirstLayer, int threads)
    {
        using WorkerPool workers = new(threads);
        EvaluationResult result = Evaluation.Evaluate(_network, _data, prediction, skipFirstLayer, workers);
        ReferenceNetwork reference = new(_network);
        double[][][] goodness = [.. Enumerable.Range(0, _data.Count).Select(sample => GoodnessOf(reference, sample))];
        int[] predicted = [.. goodness.Select(ofSample => Predict(ofSample, prediction, skipFirstLayer ? 1 : 0, LayerCount))];

        Assert.Equal(_data.Count, result.SampleCount);
        Assert.Equal(predicted, result.Predictions.Select(label => (int)label));
        Assert.Equal(Share(predicted), result.Accuracy, 1e-12);
        Assert.InRange(result.Accuracy, 0.02, 0.98);
        CheckGoodness(goodness, result.Scores);
        for (int layer = 0; layer < LayerCount; layer++)
        {
            CheckLayer(reference, layer, goodness, predicted, result.Layers[layer]);
        }
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_bit()
    {
        using WorkerPool one = new(1);
        using WorkerPool three = new(3);
        EvaluationResult expected = Evaluation.Evaluate(_network, _data, "softmax", false, one);
        EvaluationResult actual = Evaluation.Evaluate(_network, _data, "softmax", false, three);
        Bits.RequireEqual(expected.Scores, actual.Scores, "goodness");
        Assert.Equal(expected.Layers, actual.Layers);
    }

    [Fact]
    public void Representations_are_the_activations_with_the_true_label()
    {
        using WorkerPool workers = new(2);
        HiddenRepresentations representations = HiddenRepresentations.Compute(_network, _data, workers);
        ReferenceNetwork reference = new(_network);
        Assert.Equal((_data.Count, LayerCount), (representations.SampleCount, representations.LayerCount));
        Assert.Equal([30, 17, 20], representations.UnitCounts);
        Assert.Equal(_data.Labels.ToArray(), representations.Labels);
        foreach (int sample in new[] { 0, 100, 511, 512, 522 })
        {
            double[][] expected = reference.AllActivations(_data, sample, _data.Labels[sample]);
            for (int layer = 0; layer < LayerCount; layer++)
            {
                float[] actual = representations.Sample(layer, sample).ToArray();
                int units = actual.Length;
                Assert.Equal(actual, representations.Layer(layer).Slice(sample * units, units).ToArray());
                Assert.Equal(_data.Count * units, representations.Layer(layer).Length);
                Assert.All(expected[layer].Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
            }
        }
    }

    [Theory]
    [InlineData("softmax")]
    [InlineData("sum")]
    public void A_silent_network_predicts_nothing_and_nothing_of_it_is_right(string prediction)
    {
        using WorkerPool workers = new(1);
        DenseNetwork network = TestNetworks.Create(_data, [20, 10]);
        network.Layers[0].Bias.Row(0).Fill(-1000);
        network.Layers[1].Bias.Row(0).Fill(-1000);
        EvaluationResult result = Evaluation.Evaluate(network, _data, prediction, false, workers);
        Assert.Equal((0, _data.Count), (result.Accuracy, result.UndecidedSamples));
        Assert.All(result.Layers, layer => Assert.Equal(0, layer.Accuracy));
        Assert.Equal(EvaluationResult.NoPrediction, new Predictor(network, prediction, skipFirstLayer: false).PredictLabel(_data.Pixels(0)));
        AnalysisResult analysis = NetworkAnalyzer.Analyze(network, _data, new AnalysisOptions { Prediction = prediction, LeftOutClass = 1 }, workers);
        Assert.Equal([0, 0, 0, 0], analysis.Analysis.ClassAccuracy);
    }

    [Fact]
    public void Weights_and_scores_that_are_no_finite_numbers_are_a_training_that_has_failed()
    {
        using WorkerPool workers = new(1);
        DenseNetwork network = TestNetworks.Create(_data, [20, 10]);
        network.Layers[1].Weights[0, 0] = float.PositiveInfinity;
        Assert.Equal(
            "Layer 2 has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.",
            Assert.Throws<EngramException>(() => Evaluation.Evaluate(network, _data, "softmax", false, workers)).Message);

        network = TestNetworks.Create(_data, [20, 10]);
        network.Layers[0].Bias.Row(0).Fill(1e30f);
        Assert.Equal(
            "Layer 1 gives image 0 a goodness of Infinity for label 0, so its training has failed; train again with a smaller learning rate.",
            Assert.Throws<EngramException>(() => Evaluation.Evaluate(network, _data, "softmax", false, workers)).Message);

        network = TrainerProbe.Complete(ModelTable.Find("bp").Defaults with { Layers = [20, 17], Epochs = 1 }, _data).Dense;
        network.Layers[1].Bias.Row(0).Fill(1000);
        network.Head!.Weights[0, 0] = 3e38f;
        Assert.Equal(
            "The head gives image 0 an output of Infinity for label 0, so its training has failed; train again with a smaller learning rate.",
            Assert.Throws<EngramException>(() => Evaluation.Evaluate(network, _data, "softmax", false, workers)).Message);
    }

    [Fact]
    public void Images_that_do_not_fit_and_unknown_rules_are_refused()
    {
        using WorkerPool workers = new(1);
        ImageDataset color = SyntheticImages.Create(3, channels: 3);
        Assert.Throws<EngramException>(() => Evaluation.Evaluate(_network, color, "softmax", false, workers));
        Assert.Throws<EngramException>(() => HiddenRepresentations.Compute(_network, color, workers));
        Assert.Throws<EngramException>(() => Evaluation.Evaluate(_network, _data, "vote", false, workers));
    }

    private static void CheckGoodness(double[][][] expected, float[] actual)
    {
        double[] flat = [.. expected.SelectMany(ofSample => ofSample).SelectMany(ofLayer => ofLayer)];
        Assert.Equal(flat.Length, actual.Length);
        for (int place = 0; place < flat.Length; place++)
        {
            Assert.Equal(flat[place], actual[place], 1e-4);
        }
    }

    private static void CheckLayer(ReferenceNetwork reference, int layer, double[][][] goodness, int[] predicted, LayerEvaluation actual)
    {
        int[] samples = [.. Enumerable.Range(0, _data.Count)];
        double[][] activations = [.. samples.Select(sample => reference.AllActivations(_data, sample, _data.Labels[sample])[layer])];
        double[][] correct = [.. samples.Where(sample => predicted[sample] == _data.Labels[sample]).Select(sample => activations[sample])];
        int units = activations[0].Length;

        Assert.Equal(Share([.. goodness.Select(ofSample => Predict(ofSample, "sum", layer, layer + 1))]), actual.Accuracy, 1e-12);
        Assert.Equal(correct.Where(row => row.Any(value => value > 0)).Average(Hoyer), actual.HoyerSparseness, 1e-4);
        Assert.Equal(correct.Average(row => row.Count(value => value > 0)) / units, actual.ActiveFraction, 1e-3);
        Assert.Equal(activations.Count(row => row.All(value => value == 0)), actual.SilentSamples);
        Assert.Equal(Enumerable.Range(0, units).Count(unit => activations.All(row => row[unit] == 0)), actual.DeadUnits);
        Assert.Equal(samples.Average(sample => goodness[sample][layer][_data.Labels[sample]]), actual.PositiveGoodness, 1e-4);
        Assert.Equal(samples.Average(sample => goodness[sample][layer].Where((_, label) => label != _data.Labels[sample]).Average()), actual.NegativeGoodness, 1e-4);
    }

    // [layers][labels] of one image.
    private static double[][] GoodnessOf(ReferenceNetwork reference, int sample)
    {
        double[][][] activations = [.. Enumerable.Range(0, _data.ClassCount).Select(label => reference.AllActivations(_data, sample, label))];
        return [.. Enumerable.Range(0, LayerCount).Select(layer => activations.Select(ofLabel => reference.GoodnessOf(ofLabel[layer])).ToArray())];
    }

    private static int Predict(double[][] goodness, string prediction, int firstLayer, int endLayer)
    {
        double[] scores = new double[goodness[0].Length];
        foreach (double[] ofLayer in goodness[firstLayer..endLayer])
        {
            double sum = ofLayer.Sum(Math.Exp);
            for (int label = 0; label < scores.Length; label++)
            {
                scores[label] += prediction == "softmax" ? Math.Exp(ofLayer[label]) / sum : ofLayer[label];
            }
        }

        return Array.IndexOf(scores, scores.Max());
    }

    private static double Share(int[] predicted) =>
        predicted.Where((label, sample) => label == _data.Labels[sample]).Count() / (double)predicted.Length;

    private static double Hoyer(double[] row)
    {
        double root = Math.Sqrt(row.Length);
        return (root - (row.Sum() / Math.Sqrt(row.Sum(value => value * value)))) / (root - 1);
    }
}
