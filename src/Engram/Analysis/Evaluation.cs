using System.Numerics.Tensors;
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
    /// <param name="prediction">Name of the rule that turns goodness into a label; a classifier's largest logit needs none.</param>
    /// <param name="skipFirstLayer">Leaves the first layer out of the prediction.</param>
    /// <param name="workers">Threads.</param>
    /// <param name="untrainedLabel">A label that is never predicted because its class was left out of the training, or null.</param>
    /// <exception cref="EngramException">The images do not fit the network, there is no such rule, or a weight or score is no finite number.</exception>
    public static EvaluationResult Evaluate(
        Network network, ImageDataset data, string prediction, bool skipFirstLayer, WorkerPool workers, int? untrainedLabel = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        PredictionRule rule = PredictionRules.Find(prediction);
        if (network.FindNonFinite() is { } whose)
        {
            throw new EngramException($"{whose} has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.");
        }

        return network.Traits.LayersVote
            ? EvaluateGoodness(network, data, rule, skipFirstLayer, workers, untrainedLabel)
            : EvaluateLogits(network, data, workers, untrainedLabel);
    }

    private static EvaluationResult EvaluateGoodness(
        Network network, ImageDataset data, PredictionRule rule, bool skipFirstLayer, WorkerPool workers, int? untrainedLabel)
    {
        int layerCount = network.Layers.Count;
        float[] goodness = new LabelGoodness(KernelTable.Current, workers, network, layerCount).Compute(data);
        RequireFinite(goodness, network.Overlay.ClassCount, row => $"Layer {(row % layerCount) + 1} gives image {row / layerCount} a goodness");
        LabelPredictions predictions = new(goodness, layerCount, network.Overlay.ClassCount, untrainedLabel);
        byte[] predicted = predictions.Predict(rule, skipFirstLayer ? 1 : 0, layerCount);
        LayerActivity[] activities = MeasureActivity(network, data, predicted, workers);
        return new EvaluationResult
        {
            Accuracy = LabelPredictions.Accuracy(predicted, data.Labels),
            SampleCount = data.Count,
            Layers = [.. activities.Select((activity, layer) => EvaluateLayer(
                activity,
                LabelPredictions.Accuracy(predictions.Predict(new SumPrediction(), layer, layer + 1), data.Labels),
                predictions.MeanGoodness(layer, data.Labels)))],
            Predictions = predicted,
            Goodness = goodness,
        };
    }

    // A hidden layer of a classifier predicts nothing by itself, and there are no wrong labels to show it.
    private static EvaluationResult EvaluateLogits(Network network, ImageDataset data, WorkerPool workers, int? untrainedLabel)
    {
        float[] logits = new LabelLogits(KernelTable.Current, workers, network).Compute(data);
        RequireFinite(logits, network.Overlay.ClassCount, row => $"The head gives image {row} an output");
        byte[] predicted = new LabelPredictions(logits, 1, network.Overlay.ClassCount, untrainedLabel).Predict(new SumPrediction(), 0, 1);
        LayerActivity[] activities = MeasureActivity(network, data, predicted, workers);
        return new EvaluationResult
        {
            Accuracy = LabelPredictions.Accuracy(predicted, data.Labels),
            SampleCount = data.Count,
            Layers = [.. activities.Select(activity => EvaluateLayer(activity, double.NaN, (activity.Goodness, double.NaN)))],
            Predictions = predicted,
            Logits = logits,
        };
    }

    // Finite weights can still lead out of the range of a float.
    private static void RequireFinite(float[] scores, int labelCount, Func<int, string> whose)
    {
        if (!TensorPrimitives.IsFiniteAll<float>(scores))
        {
            int place = Array.FindIndex(scores, score => !float.IsFinite(score));
            throw new EngramException(
                $"{whose(place / labelCount)} of {scores[place]} for label {place % labelCount}, so its training has failed; train again with a smaller learning rate.");
        }
    }

    private static LayerActivity[] MeasureActivity(Network network, ImageDataset data, byte[] predicted, WorkerPool workers)
    {
        LayerActivity[] activities = [.. network.Layers.Select(layer => new LayerActivity(layer.OutputSize, network.Goodness))];
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

    private static LayerEvaluation EvaluateLayer(LayerActivity activity, double accuracy, (double Positive, double Negative) goodness) => new()
    {
        Accuracy = accuracy,
        HoyerSparseness = activity.HoyerSparseness,
        ActiveFraction = activity.ActiveFraction,
        SilentSamples = activity.SilentSamples,
        DeadUnits = activity.DeadUnits,
        PositiveGoodness = goodness.Positive,
        NegativeGoodness = goodness.Negative,
    };
}
