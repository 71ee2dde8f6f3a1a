using Engram.Data;
using Engram.Kernels;

namespace Engram.Networks;

/// <summary>Goodness of images with every label written into them, the raw material of a prediction.</summary>
internal sealed unsafe class LabelGoodness
{
    private const int ImagesPerBatch = 128;

    private readonly WorkerPool _workers;
    private readonly Network _network;
    private readonly NetworkForward _forward;
    private readonly int[] _samples = new int[ImagesPerBatch];
    private readonly int[] _images;
    private readonly int[] _labels;

    public LabelGoodness(KernelTable kernels, WorkerPool workers, Network network, int layerCount)
    {
        _workers = workers;
        _network = network;
        LabelCount = network.Overlay.ClassCount;
        LayerCount = layerCount;
        int rows = ImagesPerBatch * LabelCount;
        _forward = new NetworkForward(kernels, workers, network, ImagesPerBatch, rows, layerCount);
        _images = new int[rows];
        _labels = new int[rows];
    }

    public int LabelCount { get; }

    public int LayerCount { get; }

    /// <summary>Goodness of all images of a data set, [samples, layers, labels].</summary>
    public float[] Compute(ImageDataset data)
    {
        _network.RequireFit(data);
        float[] goodness = new float[(long)data.Count * LayerCount * LabelCount];
        for (int first = 0; first < data.Count; first += ImagesPerBatch)
        {
            ComputeBatch(data, first, Math.Min(ImagesPerBatch, data.Count - first), goodness);
        }

        return goodness;
    }

    // Rows run label by label: neighbours carry the same label, so they share active units.
    private void ComputeBatch(ImageDataset data, int firstSample, int count, float[] goodness)
    {
        int rowCount = count * LabelCount;
        for (int row = 0; row < rowCount; row++)
        {
            _images[row] = row % count;
            _labels[row] = row / count;
        }

        for (int image = 0; image < count; image++)
        {
            _samples[image] = firstSample + image;
        }

        ImageProducts products = _forward.Load(data, _samples.AsSpan(0, count));
        _forward.Run(products, _images, _labels, rowCount, (layer, activations) =>
            HiddenLayer.ForEachRow(_workers, rowCount, row =>
            {
                long place = ((((long)firstSample + _images[row]) * LayerCount) + layer) * LabelCount;
                goodness[place + _labels[row]] = _network.Goodness.Value(activations.Values.Row(row));
            }));
    }
}
