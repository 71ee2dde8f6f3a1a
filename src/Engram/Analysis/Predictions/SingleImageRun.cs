using Engram.Kernels;
using Engram.Labels;
using Engram.Models;
using Engram.Models.Scores;
using Engram.Threading;

namespace Engram.Analysis.Predictions;

/// <summary>
/// Predicts one image at a time as <see cref="Evaluation"/> does, in work space that it keeps: a prediction allocates nothing. It serves one thread.
/// </summary>
internal sealed class SingleImageRun
{
    private readonly PredictionRule _rule;
    private readonly int _firstLayer;
    private readonly ReadOut _readOut;
    private readonly int[] _labels;
    private readonly byte[] _pixels;
    private readonly ImageDataset _image;
    private readonly NetworkRun _run;
    private readonly int[] _sample = [0];
    private readonly float[] _layerScores;
    private readonly float[] _ofLayer;
    private readonly float[] _joined;
    private readonly float[] _scores;

    /// <summary>Prepares predictions.</summary>
    /// <param name="network">The network, which must not change meanwhile.</param>
    /// <param name="normalization">How pixels become inputs.</param>
    /// <param name="rule">How its layers' scores become those of the labels.</param>
    /// <param name="firstLayer">The first layer that has a say.</param>
    /// <param name="workers">A single image is too little work for more than one thread.</param>
    public SingleImageRun(NetworkBody network, PixelNormalization normalization, PredictionRule rule, int firstLayer, WorkerPool workers)
    {
        _rule = rule;
        _firstLayer = firstLayer;
        _readOut = network.Traits.ReadOut;
        InputFormat input = network.Input;
        _pixels = new byte[input.Shape.InputSize];
        _image = input.Take(new ImageDataset("the image", input.Shape, _pixels, [0], input.ClassNames, normalization));
        _run = network.CreateRun(KernelTable.Current, workers, maximumImages: 1);
        _labels = [.. Enumerable.Range(0, input.ClassCount).Where(label => label != input.LeftOutClass)];
        _layerScores = new float[_run.ScoreLayerCount * input.ClassCount];
        _ofLayer = new float[_labels.Length];
        _joined = new float[_labels.Length];
        _scores = new float[input.ClassCount];
        Array.Fill(_scores, float.NegativeInfinity);
    }

    /// <summary>The score of every label for the last image; −∞ for a class that was left out.</summary>
    public ReadOnlySpan<float> Scores => _scores;

    /// <summary>The scores of every label in a layer for the last image.</summary>
    public ReadOnlySpan<float> LayerScores(int layer) => _layerScores.AsSpan(layer * _scores.Length, _scores.Length);

    /// <summary>The label with the largest score, the first of equals, or <see cref="EvaluationResult.NoPrediction"/>.</summary>
    /// <param name="pixels">One image, as many bytes as the network takes.</param>
    /// <exception cref="EngramException">A score is no finite number.</exception>
    public int Predict(ReadOnlySpan<byte> pixels)
    {
        pixels.CopyTo(_pixels);
        _run.Score(_image, _sample, _layerScores);
        Evaluation.RequireFinite(_layerScores, _run.ScoreLayerCount, _scores.Length, _readOut);
        Array.Clear(_joined);
        for (int layer = _firstLayer; layer < _run.ScoreLayerCount; layer++)
        {
            Gather(layer);
            _rule.Add(_ofLayer, _joined);
        }

        for (int place = 0; place < _labels.Length; place++)
        {
            _scores[_labels[place]] = _joined[place];
        }

        return Largest(_joined);
    }

    /// <summary>The label that a layer alone gives the last image.</summary>
    public int PredictLayer(int layer)
    {
        Gather(layer);
        return Largest(_ofLayer);
    }

    // What has the say are the trained labels.
    private void Gather(int layer)
    {
        for (int place = 0; place < _labels.Length; place++)
        {
            _ofLayer[place] = _layerScores[(layer * _scores.Length) + _labels[place]];
        }
    }

    private int Largest(float[] scores) => LargestScore.Find<float>(scores) is int place and >= 0 ? _labels[place] : EvaluationResult.NoPrediction;
}
