using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Analysis.Predictions;

/// <summary>Predicts images with all that their network is asked for: its rule, its layers alone, its left-out class.</summary>
internal static class ImagePredictions
{
    /// <summary>Predicts every image as <see cref="Evaluation"/> does.</summary>
    /// <exception cref="EngramException">The images do not fit the network, or a weight or score is no finite number.</exception>
    public static IReadOnlyList<Prediction> Predict(NetworkBody network, ImageDataset images, WorkerPool workers)
    {
        LabelScores scores = Evaluation.Score(network, network.Input.Take(images), workers);
        LabelPredictions predictions = new(scores.Values, scores.LayerCount, scores.LabelCount, network.Input.LeftOutClass);
        bool votes = network.Traits.LayersVote;
        PredictionRule rule = votes ? PredictionRules.Find(network.Spec.Prediction) : new SumPrediction();
        int firstLayer = votes && network.Spec.SkipFirstLayer ? 1 : 0;
        int[] labels = predictions.Predict(rule, firstLayer, scores.LayerCount);
        float[] joined = predictions.Join(rule, firstLayer, scores.LayerCount);
        int[][] ofLayers = [.. Enumerable.Range(0, votes ? scores.LayerCount : 0).Select(layer => predictions.Predict(new SumPrediction(), layer, layer + 1))];
        return
        [
            .. labels.Select((label, image) => new Prediction(
                label,
                label == EvaluationResult.NoPrediction ? null : network.Input.ClassNames[label],
                new ArraySegment<float>(joined, image * scores.LabelCount, scores.LabelCount),
                [.. ofLayers.Select((ofLayer, layer) => new LayerVote(
                    ofLayer[image],
                    new ArraySegment<float>(scores.Values, ((image * scores.LayerCount) + layer) * scores.LabelCount, scores.LabelCount)))])),
        ];
    }
}
