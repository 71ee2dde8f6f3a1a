using Engram.Analysis.Predictions;
using Engram.Families;
using Engram.Models;
using Engram.Tests.TestSupport;
using Engram.Tests.Training;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class PredictorTests
{
    private static readonly ImageDataset _data = SyntheticImages.Create(120, seed: 4);

    [Theory]
    [InlineData("ff", "softmax", false)]
    [InlineData("ff", "sum", true)]
    [InlineData("bp", "softmax", false)]
    [InlineData("hff", "sum", false)]
    [InlineData("lc", "last", true)]
    [InlineData("conv-lc", "last", false)]
    [InlineData("conv-hff", "sum", true)]
    [InlineData("conv-ff", "softmax", true)]
    public void Every_image_is_predicted_as_an_evaluation_predicts_it(string model, string prediction, bool skipFirstLayer)
    {
        using WorkerPool workers = new(1);
        NetworkBody network = Trained(model);
        EvaluationResult expected = Evaluation.Evaluate(network, _data, prediction, skipFirstLayer, workers);
        Predictor predictor = new(network, prediction, skipFirstLayer);

        int[] predicted = [.. Enumerable.Range(0, _data.Count).Select(sample => predictor.PredictLabel(_data.Pixels(sample)))];

        Assert.Equal(expected.Predictions, predicted);
        Assert.True(predicted.Distinct().Count() > 2);
    }

    [Theory]
    [InlineData("ff")]
    [InlineData("bp")]
    [InlineData("lc")]
    public void An_image_alone_is_described_as_among_others_also_without_a_class_that_was_left_out(string model)
    {
        using WorkerPool workers = new(1);
        NetworkBody network = Trained(model, SyntheticImages.Create(200).Without(2));
        Prediction[] expected = [.. ImagePredictions.Predict(network, _data, workers)];
        Predictor predictor = new Network(network).CreatePredictor();
        for (int sample = 0; sample < _data.Count; sample++)
        {
            Prediction actual = predictor.Predict(_data.Pixels(sample));
            Assert.Equal((expected[sample].Label, expected[sample].ClassName), (actual.Label, actual.ClassName));
            Assert.Equal(expected[sample].Scores, actual.Scores);
            Assert.Equal(expected[sample].Layers.Select(layer => layer.Label), actual.Layers.Select(layer => layer.Label));
            Assert.Equal(expected[sample].Layers.SelectMany(layer => layer.Scores), actual.Layers.SelectMany(layer => layer.Scores));
            Assert.NotEqual(2, actual.Label);
        }
    }

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void A_prediction_of_a_label_allocates_nothing(string model)
    {
        Predictor predictor = new Network(Trained(model)).CreatePredictor();
        predictor.PredictLabel(_data.Pixels(0));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int sample = 0; sample < 50; sample++)
        {
            predictor.PredictLabel(_data.Pixels(sample));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void Threads_that_share_a_predictor_get_the_answers_of_one_alone(string model)
    {
        Predictor predictor = new Network(Trained(model)).CreatePredictor();
        Prediction[] expected = [.. Enumerable.Range(0, _data.Count).Select(sample => predictor.Predict(_data.Pixels(sample)))];
        using Barrier together = new(4);
        int wrong = 0;
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(first => new Thread(() =>
        {
            together.SignalAndWait();
            for (int call = 0; call < 1000; call++)
            {
                int sample = ((call * 7) + first) % _data.Count;
                Prediction actual = predictor.Predict(_data.Pixels(sample));
                if (actual.Label != expected[sample].Label || !actual.Scores.SequenceEqual(expected[sample].Scores))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_predictor_keeps_the_parameters_that_its_network_had()
    {
        Network network = new(Trained("ff"));
        Predictor predictor = network.CreatePredictor();
        float[] before = [.. predictor.Predict(_data.Pixels(0)).Scores];
        network.Parameters["layers.0.weight"].Set(new float[network.Parameters["layers.0.weight"].Count]);
        Assert.Equal(before, predictor.Predict(_data.Pixels(0)).Scores);
        Assert.NotEqual(before, network.CreatePredictor().Predict(_data.Pixels(0)).Scores);
    }

    [Fact]
    public void Brightness_from_0_to_1_is_predicted_as_the_bytes_it_stands_for()
    {
        Predictor predictor = new Network(Trained("ff")).CreatePredictor();
        float[] brightness = [.. _data.Pixels(3).ToArray().Select(value => value / 255f)];
        Assert.Equal(predictor.Predict(_data.Pixels(3)).Scores, predictor.Predict(brightness).Scores);
        brightness[5] = 1.5f;
        Assert.Equal(
            "The image has the pixel value 1.5 in image 0 at place 5, but numbers are brightness from 0 to 1; scale them to that, or give bytes from 0 to 255.",
            Assert.Throws<EngramException>(() => predictor.Predict(brightness)).Message);
    }

    [Fact]
    public void A_score_that_is_no_finite_number_is_refused_as_an_evaluation_refuses_it()
    {
        Network network = new(Trained("ff"));
        Parameter bias = network.Parameters["layers.0.bias"];
        float[] large = new float[bias.Count];
        Array.Fill(large, 1e30f);
        bias.Set(large);
        Predictor predictor = network.CreatePredictor();
        string sentence = Assert.Throws<EngramException>(() => network.Evaluate(_data, threads: 1)).Message;
        Assert.Equal("Layer 1 gives image 0 a goodness of Infinity for label 0, so its training has failed; train again with a smaller learning rate.", sentence);
        Assert.Equal(sentence, Assert.Throws<EngramException>(() => predictor.Predict(_data.Pixels(0))).Message);
        Assert.Equal(sentence, Assert.Throws<EngramException>(() => predictor.PredictLabel(_data.Pixels(0))).Message);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        NetworkBody network = Trained("ff");
        Predictor predictor = new(network, "softmax", skipFirstLayer: false);
        string size = $"but the network takes {_data.Shape} images of {_data.Shape.InputSize}; give one number per pixel and channel.";
        Assert.Equal($"The image has 3 pixels, {size}", Assert.Throws<EngramException>(() => predictor.Predict(new byte[3])).Message);
        Assert.Equal($"The image has 4 pixels, {size}", Assert.Throws<EngramException>(() => predictor.Predict(new float[4])).Message);
        Assert.Equal($"The image has 5 pixels, {size}", Assert.Throws<EngramException>(() => predictor.PredictLabel(new byte[5])).Message);
        Assert.Throws<EngramException>(() => new Predictor(network, "guess", skipFirstLayer: false));
        network.Input = network.Input with { Normalization = null };
        Assert.Equal(
            "The network is from a file of the first format, which does not say how pixels are normalized, so it cannot predict single images; train it again.",
            Assert.Throws<EngramException>(() => new Network(network).CreatePredictor()).Message);
    }

    private static NetworkBody Trained(string model) => Trained(model, SyntheticImages.Create(200));

    private static NetworkBody Trained(string model, ImageDataset images) => TrainerProbe.Complete(
        ModelTable.Find(model).Defaults with { Layers = [30, 17], Epochs = model == "conv-lc" ? 20 : 4, BatchSize = 20 }, images).Network;
}
