using System.Collections.Immutable;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Training;

/// <summary>
/// Measures a network in training, or as it was then, on images that it does not learn from. A network whose upper layers are not trained yet is one that ends below them:
/// their scores are those of random weights and have no say.
/// </summary>
internal sealed class ValidationMeasure(KernelTable kernels, WorkerPool workers, TrainingSpec spec, ImageDataset images)
{
    private readonly PredictionRule _rule = PredictionRules.Find(spec.Prediction);

    /// <summary>Number of images.</summary>
    public int Count => images.Count;

    /// <summary>For each of the layers in training, ascending, the share of the images that the network up to it classifies rightly.</summary>
    public double[] Accuracies(NetworkBody network, ImmutableArray<int> layers) => [.. Predictions(network, layers).Select(Accuracy)];

    /// <summary>For each of the layers in training, ascending, what the network up to it takes the images for.</summary>
    public int[][] Predictions(NetworkBody network, ImmutableArray<int> layers)
    {
        LabelScores scores = LabelScores.Compute(kernels, workers, network, images, layers[^1] + 1);
        LabelPredictions predictions = new(scores.Values, scores.LayerCount, scores.LabelCount, network.Input.LeftOutClass);
        if (!network.Traits.LayersVote)
        {
            int[] predicted = predictions.Predict(new SumPrediction(), 0, scores.LayerCount);
            return [.. layers.Select(_ => predicted)];
        }

        return [.. layers.Select(layer => predictions.Predict(_rule, FirstVoting(layer), layer + 1))];
    }

    // Where there is no other layer yet, the first has a say even if it is to have none in the end.
    private int FirstVoting(int top) => spec.SkipFirstLayer && top > 0 ? 1 : 0;

    private double Accuracy(int[] predicted) => LabelPredictions.Accuracy(predicted, images.Labels);
}
