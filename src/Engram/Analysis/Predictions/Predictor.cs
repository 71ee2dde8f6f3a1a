using Engram.Data;
using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Analysis.Predictions;

/// <summary>
/// Predicts one image at a time and keeps its work space, so that a prediction takes a fraction of a millisecond and
/// allocates nothing. Predictions are those of <see cref="Evaluation"/> without an untrained label: a label whose class was
/// left out of the training may be predicted too. The network must not change meanwhile, and one predictor serves one thread.
/// </summary>
public sealed class Predictor
{
    private readonly PredictionRule _rule;
    private readonly bool _layersVote;
    private readonly int _firstLayer;
    private readonly ImageDataset _image;
    private readonly byte[] _pixels;
    private readonly NetworkRun _run;
    private readonly int[] _sample = [0];
    private readonly float[] _layerScores;
    private readonly float[] _scores;

    /// <summary>Prepares predictions with a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="like">A data set of the images to come: their shape, classes and normalization.</param>
    /// <param name="prediction">Name of the prediction rule, as in <see cref="Evaluation"/>; a classifier has its own.</param>
    /// <param name="skipFirstLayer">Whether the first layer has no say.</param>
    /// <param name="workers">Threads; a single image is too little work for more than one.</param>
    /// <exception cref="EngramException">There is no such rule, or the network does not fit the images.</exception>
    public Predictor(Network network, ImageDataset like, string prediction, bool skipFirstLayer, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(like);
        ArgumentNullException.ThrowIfNull(workers);
        ImageDataset images = network.Input.Take(like);
        _rule = PredictionRules.Find(prediction);
        _layersVote = network.Traits.LayersVote;
        _firstLayer = skipFirstLayer ? 1 : 0;
        _pixels = images.Pixels(0).ToArray();
        _image = new ImageDataset("the image", images.Shape, _pixels, [0], images.ClassNames, images.Normalization);
        _run = network.Body.CreateRun(KernelTable.Current, workers, maximumImages: 1);
        _scores = new float[network.Input.ClassCount];
        _layerScores = new float[_run.ScoreLayerCount * _scores.Length];
    }

    /// <summary>The score of every label for the last image: summed over layers by the rule, or a classifier's logits.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>The label with the largest score, the first of equals, or <see cref="EvaluationResult.NoPrediction"/> where all are equal or one is no number.</summary>
    /// <param name="pixels">One image, [channels, height, width], as in <see cref="ImageDataset.Pixels"/>.</param>
    /// <exception cref="EngramException">The image has another size.</exception>
    public int Predict(ReadOnlySpan<byte> pixels)
    {
        if (pixels.Length != _pixels.Length)
        {
            throw new EngramException(
                $"The image has {pixels.Length} bytes, but the network takes {_image.Shape} images of {_pixels.Length}; give one byte per pixel and channel.");
        }

        pixels.CopyTo(_pixels);
        _run.Score(_image, _sample, _layerScores);
        Join();
        return LargestScore.Find<float>(_scores) is int label and >= 0 ? label : EvaluationResult.NoPrediction;
    }

    private void Join()
    {
        if (!_layersVote)
        {
            _layerScores.CopyTo(_scores);
            return;
        }

        Array.Clear(_scores);
        for (int layer = _firstLayer; layer < _run.ScoreLayerCount; layer++)
        {
            _rule.Add(_layerScores.AsSpan(layer * _scores.Length, _scores.Length), _scores);
        }
    }
}
