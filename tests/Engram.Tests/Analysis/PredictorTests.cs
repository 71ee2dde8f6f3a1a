using Engram.Analysis.Predictions;
using Engram.Data;
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
    public void Every_image_is_predicted_as_an_evaluation_predicts_it(string model, string prediction, bool skipFirstLayer)
    {
        using WorkerPool workers = new(1);
        Network network = Trained(model);
        EvaluationResult expected = Evaluation.Evaluate(network, _data, prediction, skipFirstLayer, workers);
        Predictor predictor = new(network, _data, prediction, skipFirstLayer, workers);

        int[] predicted = [.. Enumerable.Range(0, _data.Count).Select(sample => predictor.Predict(_data.Pixels(sample)))];

        Assert.Equal(expected.Predictions.Select(label => (int)label), predicted);
        Assert.True(predicted.Distinct().Count() > 2);
    }

    [Theory]
    [MemberData(nameof(TestModels.Names), MemberType = typeof(TestModels))]
    public void A_prediction_allocates_nothing(string model)
    {
        using WorkerPool workers = new(1);
        Predictor predictor = new(Trained(model), _data, "softmax", skipFirstLayer: false, workers);
        predictor.Predict(_data.Pixels(0));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int sample = 0; sample < 50; sample++)
        {
            predictor.Predict(_data.Pixels(sample));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        using WorkerPool workers = new(1);
        Network network = Trained("ff");
        Predictor predictor = new(network, _data, "softmax", skipFirstLayer: false, workers);
        EngramException failure = Assert.Throws<EngramException>(() => predictor.Predict(new byte[3]));
        Assert.Contains("The image has 3 bytes", failure.Message, StringComparison.Ordinal);
        ImageDataset other = SyntheticImages.Create(10, channels: 3);
        Assert.Throws<EngramException>(() => new Predictor(network, other, "softmax", skipFirstLayer: false, workers));
        Assert.Throws<EngramException>(() => new Predictor(network, _data, "guess", skipFirstLayer: false, workers));
    }

    private static Network Trained(string model) => TrainerProbe.Complete(
        ModelTable.Find(model).Defaults with { Layers = [30, 17], Epochs = 4, BatchSize = 20 }, SyntheticImages.Create(200)).Network;
}
