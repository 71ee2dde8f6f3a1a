using System.Collections.Concurrent;
using Engram.Analysis.Predictions;
using Engram.Labels;
using Engram.Models;
using Engram.Threading;

namespace Engram;

/// <summary>Predicts one image at a time, in a fraction of a millisecond, on as many threads at once as there are.</summary>
/// <remarks>
/// It has parameters of its own, as they were when it was created: a training that goes on, or numbers put into the network since, change nothing in it.
/// Predictions are those of <see cref="Network.Evaluate"/>.
/// </remarks>
public sealed class Predictor
{
    // A single image is too little work for more than the thread that asks; a pool of one has no other.
    private static readonly WorkerPool _callingThread = new(1);

    // One for each thread that predicts at the same time; each keeps its work space.
    private readonly ConcurrentBag<SingleImageRun> _idle = [];
    private readonly NetworkBody _network;
    private readonly PixelNormalization _normalization;
    private readonly PredictionRule _rule;
    private readonly int _firstLayer;

    /// <summary>Predicts with a rule of the caller's choice.</summary>
    /// <param name="network">The network, which must not change any more.</param>
    /// <param name="prediction">Name of the rule; a classifier has its own.</param>
    /// <param name="skipFirstLayer">Whether the first layer has no say.</param>
    internal Predictor(NetworkBody network, string prediction, bool skipFirstLayer)
    {
        _network = network;
        _normalization = network.Input.Normalization ?? throw new EngramException(
            "The network is from a file of the first format, which does not say how pixels are normalized, so it cannot predict single images; train it again.");
        bool votes = network.Traits.LayersVote;
        PredictionRule named = PredictionRules.Find(prediction);
        _rule = votes ? named : new SumPrediction();
        _firstLayer = votes && skipFirstLayer ? 1 : 0;
        if (network.FindNonFinite() is { } whose)
        {
            throw new EngramException($"{whose} has a weight or bias that is no finite number, so its training has failed; train again with a smaller learning rate.");
        }
    }

    /// <summary>The shape of the images that it takes.</summary>
    public ImageShape ImageShape => _network.Input.Shape;

    /// <summary>What each label means, in order of the label.</summary>
    public IReadOnlyList<string> ClassNames => _network.Input.ClassNames;

    /// <summary>Predicts an image.</summary>
    /// <param name="pixels">One byte per pixel, [channels, height, width], 0 for black and 255 for white.</param>
    /// <exception cref="EngramException">The image has another size, or a score is no finite number.</exception>
    public Prediction Predict(ReadOnlySpan<byte> pixels)
    {
        RequireSize(pixels.Length);
        SingleImageRun run = Take();
        int label = run.Predict(pixels);
        Prediction prediction = Describe(run, label);
        _idle.Add(run);
        return prediction;
    }

    /// <summary>Predicts an image of brightness from 0 to 1; it is taken in 255 steps, as images are stored.</summary>
    /// <param name="pixels">One number per pixel, [channels, height, width].</param>
    /// <exception cref="EngramException">The image has another size, a number is not from 0 to 1, or a score is no finite number.</exception>
    public Prediction Predict(ReadOnlySpan<float> pixels)
    {
        RequireSize(pixels.Length);
        return Predict(Data.UnitPixels.ToBytes(pixels, "The image", pixels.Length));
    }

    /// <summary>The label of an image alone, without allocating: the one with the largest score, the first of equals, or <see cref="EvaluationResult.NoPrediction"/> where all are equal.</summary>
    /// <param name="pixels">One byte per pixel, [channels, height, width].</param>
    /// <exception cref="EngramException">The image has another size, or a score is no finite number.</exception>
    public int PredictLabel(ReadOnlySpan<byte> pixels)
    {
        RequireSize(pixels.Length);
        SingleImageRun run = Take();
        int label = run.Predict(pixels);
        _idle.Add(run);
        return label;
    }

    private SingleImageRun Take() => _idle.TryTake(out SingleImageRun? run) ? run : new SingleImageRun(_network, _normalization, _rule, _firstLayer, _callingThread);

    private Prediction Describe(SingleImageRun run, int label) => new(
        label,
        label == EvaluationResult.NoPrediction ? null : ClassNames[label],
        run.Scores.ToArray(),
        [.. Enumerable.Range(0, _network.Traits.LayersVote ? _network.LayerShapes.Count : 0).Select(layer => new LayerVote(run.PredictLayer(layer), run.LayerScores(layer).ToArray()))]);

    private void RequireSize(int length)
    {
        if (length != ImageShape.InputSize)
        {
            throw new EngramException(
                $"The image has {length} pixels, but the network takes {ImageShape} images of {ImageShape.InputSize}; give one number per pixel and channel.");
        }
    }
}
