using Engram.Data;
using Engram.Kernels;
using Engram.Networks;

namespace Engram.Analysis;

/// <summary>
/// Predicts one image at a time and keeps its work space, so that a prediction takes a fraction of a millisecond and
/// allocates nothing. Predictions are those of <see cref="Evaluation"/> without an untrained label: a label whose class was
/// left out of the training may be predicted too. The network must not change meanwhile, and one predictor serves one thread.
/// </summary>
public sealed class Predictor
{
    private readonly Network _network;
    private readonly PredictionRule _rule;
    private readonly int _firstLayer;
    private readonly ImageDataset _image;
    private readonly byte[] _pixels;
    private readonly NetworkForward _forward;
    private readonly HeadProduct? _head;
    private readonly Matrix _logits;
    private readonly NetworkForward.LayerVisitor? _visitor;
    private readonly int[] _images;
    private readonly int[] _labels;
    private readonly int[] _sample = [0];
    private readonly float[] _goodness;
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
        network.RequireFit(like);
        int classes = network.Overlay.ClassCount;
        _network = network;
        _rule = PredictionRules.Find(prediction);
        _firstLayer = skipFirstLayer ? 1 : 0;
        _pixels = like.Pixels(0).ToArray();
        _image = new ImageDataset("the image", like.Shape, _pixels, [0], like.ClassNames, like.Normalization);
        _forward = new NetworkForward(KernelTable.Current, workers, network, 1, classes, network.Layers.Count);
        _head = network.Head is { } head ? new HeadProduct(KernelTable.Current, workers, head, 1) : null;
        _logits = new Matrix(1, classes);
        _visitor = _head is null ? AddLayer : null;
        _images = new int[classes];
        _labels = [.. Enumerable.Range(0, classes)];
        _goodness = new float[classes];
        _scores = new float[classes];
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
        Array.Clear(_scores);
        ImageProducts products = _forward.Load(_image, _sample);
        ActiveRows last = _forward.Run(products, _images, _labels, _head is null ? _labels.Length : 1, _visitor);
        if (_head is not null)
        {
            _head.Multiply(last, 1, _logits);
            _logits.Row(0).CopyTo(_scores);
        }

        return LargestScore.Find<float>(_scores) is int label and >= 0 ? label : EvaluationResult.NoPrediction;
    }

    private void AddLayer(int layer, ActiveRows activations)
    {
        if (layer < _firstLayer)
        {
            return;
        }

        for (int label = 0; label < _goodness.Length; label++)
        {
            _goodness[label] = _network.Goodness.Value(activations.Values.Row(label));
        }

        _rule.Add(_goodness, _scores);
    }
}
