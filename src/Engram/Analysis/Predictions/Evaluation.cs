using System.Numerics.Tensors;
using Engram.Analysis.Representations;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Analysis.Predictions;

/// <summary>Measures a network on a data set.</summary>
internal static class Evaluation
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
        NetworkBody network, ImageDataset data, string prediction, bool skipFirstLayer, WorkerPool workers, int? untrainedLabel = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        PredictionRule rule = PredictionRules.Find(prediction);
        data = network.Input.Take(data);
        LabelScores scores = Score(network, data, workers);
        LabelPredictions predictions = new(scores.Values, scores.LayerCount, scores.LabelCount, untrainedLabel);
        bool votes = network.Traits.LayersVote;
        int[] predicted = Predict(network, predictions, rule, skipFirstLayer, scores.LayerCount);
        LayerActivity[] activities = MeasureActivity(network, data, predicted, workers);
        return new EvaluationResult
        {
            Accuracy = LabelPredictions.Accuracy(predicted, data.Labels),
            SampleCount = data.Count,
            Layers = [.. activities.Select((activity, layer) => votes
                ? EvaluateLayer(
                    activity,
                    LabelPredictions.Accuracy(predictions.Predict(new SumPrediction(), layer, layer + 1), data.Labels),
                    predictions.MeanScore(layer, data.Labels))
                : EvaluateLayer(activity, double.NaN, (activity.Goodness, double.NaN)))],
            Predictions = predicted,
            ReadOut = network.Traits.ReadOut,
            Scores = scores.Values,
        };
    }

    /// <summary>The label of every image: by the rule where layers vote, otherwise that of the largest score.</summary>
    internal static int[] Predict(NetworkBody network, LabelPredictions predictions, PredictionRule rule, bool skipFirstLayer, int layerCount) =>
        network.Traits.LayersVote
            ? predictions.Predict(rule, skipFirstLayer ? 1 : 0, layerCount)
            : predictions.Predict(new SumPrediction(), 0, layerCount);

    /// <summary>The scores of all images, all of them numbers.</summary>
    /// <exception cref="EngramException">The images do not fit the network, or a weight or score is no finite number.</exception>
    internal static LabelScores Score(NetworkBody network, ImageDataset images, WorkerPool workers)
    {
        if (network.FindNonFinite() is { } whose)
        {
            throw new EngramException($"{whose} has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.");
        }

        LabelScores scores = LabelScores.Compute(KernelTable.Current, workers, network, images);
        RequireFinite(scores.Values, scores.LayerCount, scores.LabelCount, network.Traits.ReadOut);
        return scores;
    }

    /// <summary>Fails with a sentence where a score is no finite number: finite weights can still lead out of the range of a float.</summary>
    /// <param name="scores">[images, layers, labels].</param>
    /// <param name="layerCount">Layers with scores.</param>
    /// <param name="labelCount">Labels.</param>
    /// <param name="readOut">What the scores are.</param>
    /// <exception cref="EngramException">A score is no finite number.</exception>
    internal static void RequireFinite(float[] scores, int layerCount, int labelCount, ReadOut readOut)
    {
        if (TensorPrimitives.IsFiniteAll<float>(scores))
        {
            return;
        }

        int place = Array.FindIndex(scores, score => !float.IsFinite(score));
        int row = place / labelCount;
        int image = row / layerCount;
        string whose = readOut switch
        {
            ReadOut.Logits => $"The head gives image {image} an output",
            ReadOut.Goodness => $"Layer {(row % layerCount) + 1} gives image {image} a goodness",
            _ => $"Layer {(row % layerCount) + 1} gives image {image} a score",
        };
        throw new EngramException(
            $"{whose} of {scores[place]} for label {place % labelCount}, so its training has failed; train again with a smaller learning rate.");
    }

    private static LayerActivity[] MeasureActivity(NetworkBody network, ImageDataset data, int[] predicted, WorkerPool workers)
    {
        LayerActivity[] activities = [.. network.LayerShapes.Select(shape => new LayerActivity(shape.ViewUnits, network.Goodness))];
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
