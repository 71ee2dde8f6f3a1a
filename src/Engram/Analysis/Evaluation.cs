using Engram.Data;
using Engram.Kernels;
using Engram.Networks;

namespace Engram.Analysis;

/// <summary>Measures a network on a data set.</summary>
public static class Evaluation
{
    /// <summary>Predicts every image and measures every layer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Images of the shape the network was trained on.</param>
    /// <param name="prediction">Name of the prediction rule.</param>
    /// <param name="skipFirstLayer">Leaves the first layer out of the prediction.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="EngramException">The images do not fit the network, or there is no such rule.</exception>
    public static EvaluationResult Evaluate(Network network, ImageDataset data, string prediction, bool skipFirstLayer, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        PredictionRule rule = PredictionRules.Find(prediction);
        int layerCount = network.Layers.Count;
        float[] goodness = new LabelGoodness(KernelTable.Current, workers, network, layerCount).Compute(data);
        LabelPredictions predictions = new(goodness, layerCount, network.Overlay.ClassCount);
        byte[] predicted = predictions.Predict(rule, skipFirstLayer ? 1 : 0, layerCount);
        HiddenRepresentations representations = HiddenRepresentations.Compute(network, data, workers);
        return new EvaluationResult
        {
            Accuracy = LabelPredictions.Accuracy(predicted, data.Labels),
            SampleCount = data.Count,
            Layers = [.. Enumerable.Range(0, layerCount).Select(layer => EvaluateLayer(layer, data, predictions, predicted, representations))],
            Predictions = predicted,
            Goodness = goodness,
        };
    }

    private static LayerEvaluation EvaluateLayer(
        int layer,
        ImageDataset data,
        LabelPredictions predictions,
        byte[] predicted,
        HiddenRepresentations representations)
    {
        (double positive, double negative) = predictions.MeanGoodness(layer, data.Labels);
        LayerActivity activity = LayerActivity.Measure(representations, layer, predicted);
        return new LayerEvaluation
        {
            Accuracy = LabelPredictions.Accuracy(predictions.Predict(new SumPrediction(), layer, layer + 1), data.Labels),
            HoyerSparseness = activity.HoyerSparseness,
            ActiveFraction = activity.ActiveFraction,
            SilentSamples = activity.SilentSamples,
            DeadUnits = activity.DeadUnits,
            PositiveGoodness = positive,
            NegativeGoodness = negative,
        };
    }
}
