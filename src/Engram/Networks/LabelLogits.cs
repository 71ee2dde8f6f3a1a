using Engram.Data;
using Engram.Kernels;

namespace Engram.Networks;

/// <summary>Logits of images, the raw material of a classifier's prediction.</summary>
internal sealed class LabelLogits
{
    private const int ImagesPerBatch = 512;

    private readonly Network _network;
    private readonly NetworkForward _forward;
    private readonly HeadProduct _head;
    private readonly Matrix _logits;
    private readonly int[] _images = [.. Enumerable.Range(0, ImagesPerBatch)];
    private readonly int[] _labels = new int[ImagesPerBatch];

    public LabelLogits(KernelTable kernels, WorkerPool workers, Network network)
    {
        _network = network;
        _forward = new NetworkForward(kernels, workers, network, ImagesPerBatch, ImagesPerBatch, network.Layers.Count);
        _head = new HeadProduct(kernels, workers, network.Head!, ImagesPerBatch);
        _logits = new Matrix(ImagesPerBatch, network.Head!.OutputSize);
    }

    /// <summary>Logits of all images of a data set, [samples, classes].</summary>
    public float[] Compute(ImageDataset data)
    {
        _network.RequireFit(data);
        int classes = _logits.Columns;
        float[] logits = new float[(long)data.Count * classes];
        for (int first = 0; first < data.Count; first += ImagesPerBatch)
        {
            int count = Math.Min(ImagesPerBatch, data.Count - first);
            ImageProducts products = _forward.Load(data, [.. Enumerable.Range(first, count)]);
            ActiveRows activations = _forward.Run(products, _images, _labels, count, null);
            _head.Multiply(activations, count, _logits);
            for (int row = 0; row < count; row++)
            {
                _logits.Row(row).CopyTo(logits.AsSpan((first + row) * classes));
            }
        }

        return logits;
    }
}
