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
        LayerActivity[] activities = MeasureActivity(network, data, predicted, workers);
        return new EvaluationResult
        {
            Accuracy = LabelPredictions.Accuracy(predicted, data.Labels),
            SampleCount = data.Count,
            Layers = [.. Enumerable.Range(0, layerCount).Select(layer => EvaluateLayer(layer, data, predictions, activities[layer]))],
            Predictions = predicted,
            Goodness = goodness,
        };
    }

    private static LayerActivity[] MeasureActivity(Network network, ImageDataset data, byte[] predicted, WorkerPool workers)
    {
        LayerActivity[] activities = [.. network.Layers.Select(layer => new LayerActivity(layer.OutputSize))];
        HiddenRepresentations.ForEachBatch(network, data, workers, (layer, firstSample, count, activations) =>
        {
            for (int row = 0; row < count; row++)
            {
                int sample = firstSample + row;
                activities[layer].Add(activations.Row(row), predicted[sample] == data.Labels[sample]);
            }
        });
        return activities;
    }

    private static LayerEvaluation EvaluateLayer(int layer, ImageDataset data, LabelPredictions predictions, LayerActivity activity)
    {
        (double positive, double negative) = predictions.MeanGoodness(layer, data.Labels);
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
