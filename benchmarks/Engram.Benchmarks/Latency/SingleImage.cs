using Engram.Data;
using Engram.Kernels;
using Engram.Networks;

namespace Engram.Benchmarks.Latency;

/// <summary>
/// Predicts one image at a time with work space for one image: what a predictor would do that keeps its work space and
/// what the labels add between calls.
/// </summary>
internal sealed class SingleImage
{
    private readonly Network _network;
    private readonly NetworkForward _forward;
    private readonly ImageDataset _data;
    private readonly PredictionRule _rule;
    private readonly int[] _images;
    private readonly int[] _labels;
    private readonly float[] _goodness;
    private readonly float[] _scores;
    private readonly NetworkForward.LayerVisitor _visitor;

    public SingleImage(Network network, ImageDataset data, PredictionRule rule, WorkerPool workers)
    {
        int labels = network.Overlay.ClassCount;
        _network = network;
        _data = data;
        _rule = rule;
        _forward = new NetworkForward(KernelTable.Current, workers, network, 1, labels, network.Layers.Count);
        _images = new int[labels];
        _labels = [.. Enumerable.Range(0, labels)];
        _goodness = new float[labels];
        _scores = new float[labels];
        _visitor = (_, activations) =>
        {
            for (int label = 0; label < _goodness.Length; label++)
            {
                _goodness[label] = _network.Goodness.Value(activations.Values.Row(label));
            }

            _rule.Add(_goodness, _scores);
        };
    }

    public int Predict(int sample)
    {
        Array.Clear(_scores);
        _forward.Run(_forward.Load(_data, [sample]), _images, _labels, _labels.Length, _visitor);
        return Array.IndexOf(_scores, _scores.Max());
    }
}
