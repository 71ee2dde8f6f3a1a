using Engram.Kernels;
using Engram.Layers;
using Engram.Models.Maps;
using Engram.Models.Spikes;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Models.Layerwise;

/// <summary>
/// Shows images to a network of layers that learn one by one. Where labels are in the input, each is tried in turn, and a row's only score is that of
/// its label; otherwise one run gives the scores of all labels.
/// </summary>
internal sealed class LayerwiseRun : NetworkRun, IShowsMaps, IShowsSpikes
{
    private readonly WorkerPool _workers;
    private readonly LayerwiseNetwork _network;
    private readonly ImageRows _images;
    private readonly LayerRun[] _layers;
    private readonly ObjectiveRun[] _objectives;
    private readonly Matrix _scores;
    private readonly int[] _labels;

    public LayerwiseRun(KernelTable kernels, WorkerPool workers, LayerwiseNetwork network, int maximumImages, int layerCount)
    {
        _workers = workers;
        _network = network;
        FeatureCounts = [.. Enumerable.Range(0, layerCount).Select(network.FeatureCount)];
        _images = new ImageRows(kernels, workers, network, maximumImages);
        _layers = [.. network.Layers.Take(layerCount).Select(layer => layer.CreateRun(kernels, workers, maximumImages))];
        _objectives = [.. network.Objectives.Take(layerCount).Select(objective => objective.CreateRun(kernels, workers, maximumImages))];
        _scores = new Matrix(maximumImages, network.Objectives[0].ScoreCount);
        _labels = new int[maximumImages];
    }

    public override int ScoreLayerCount => _layers.Length;

    public override IReadOnlyList<int> FeatureCounts { get; }

    public override void Show(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, LayerVisitor visitor) =>
        Show(data, samples, labels, (layer, _, run) => visitor(layer, run.View.Values));

    public void ShowMaps(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, LayerVisitor visitor) =>
        Show(data, samples, labels, (layer, _, run) => visitor(layer, run.Output.Rows.Values));

    public void ShowSpikes(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, IShowsSpikes.SpikeVisitor visitor) => Show(data, samples, labels, (layer, input, run) =>
    {
        int[] events = [.. Enumerable.Range(0, input.Count).Select(row => run.CountInputEvents(input, row))];
        visitor(layer, new LayerSpikes(events, run.IsDrivenBySpikes(input), run.Output.Spikes!));
    });

    private void Show(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, Action<int, LayerRows, LayerRun> visitor)
    {
        _images.Take(data, samples);
        LayerRows rows = _images.Show(labels);
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            LayerRows input = rows;
            rows = Forward(layer, input);
            visitor(layer, input, _layers[layer]);
            PassOn(layer, rows);
        }
    }

    public override void Score(ImageDataset data, ReadOnlySpan<int> samples, Span<float> scores)
    {
        int labelCount = _network.Input.ClassCount;
        _images.Take(data, samples);
        for (int label = 0; label < labelCount; label += _scores.Columns)
        {
            Array.Fill(_labels, _network.Traits.LabelsInInput ? label : NoLabel);
            LayerRows rows = _images.Show(_labels.AsSpan(0, samples.Length));
            for (int layer = 0; layer < _layers.Length; layer++)
            {
                rows = Forward(layer, rows);
                _objectives[layer].Score(rows, _scores);
                for (int row = 0; row < samples.Length; row++)
                {
                    _scores.Row(row).CopyTo(scores[((((row * _layers.Length) + layer) * labelCount) + label)..]);
                }

                PassOn(layer, rows);
            }
        }
    }

    public override void WriteFeatures(ImageDataset data, ReadOnlySpan<int> samples, Matrix features)
    {
        int place = 0;
        Array.Fill(_labels, NoLabel);
        _images.Take(data, samples);
        LayerRows rows = _images.Show(_labels.AsSpan(0, samples.Length));
        for (int layer = 0; layer < _layers.Length; layer++)
        {
            rows = Forward(layer, rows);
            if (_network.Traits.NormalizesLengths)
            {
                rows.Normalize();
            }

            (int index, int start, Matrix activations) = (layer, place, rows.Rows.Values);
            HiddenLayer.ForEachRow(_workers, samples.Length, row =>
                _network.WriteFeatures(index, activations.Row(row), features.Row(row).Slice(start, FeatureCounts[index])));
            place += FeatureCounts[layer];
        }
    }

    private LayerRows Forward(int layer, LayerRows rows)
    {
        _layers[layer].Forward(rows, learns: false);
        return _layers[layer].Output;
    }

    private void PassOn(int layer, LayerRows rows)
    {
        if (_network.Traits.NormalizesLengths && layer < _layers.Length - 1)
        {
            rows.Normalize();
        }
    }
}
