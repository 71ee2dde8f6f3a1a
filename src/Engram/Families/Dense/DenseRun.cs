using Engram.Kernels;
using Engram.Models;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>Shows images to a network of fully connected layers, one row per image.</summary>
internal abstract class DenseRun(KernelTable kernels, WorkerPool workers, DenseNetwork network, int maximumImages, int layerCount) : NetworkRun
{
    private readonly int[] _images = [.. Enumerable.Range(0, maximumImages)];
    private readonly int[] _labels = new int[maximumImages];
    private NetworkForward? _forward;

    protected int[] Images => _images;

    protected int[] Labels => _labels;

    /// <summary>Work space for one row per image, made when it is first needed.</summary>
    protected NetworkForward Forward => _forward ??= new NetworkForward(kernels, workers, network, maximumImages, maximumImages, layerCount);

    public sealed override void Show(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, LayerVisitor visitor)
    {
        labels.CopyTo(_labels);
        Forward.Run(Forward.Load(data, samples), _images, _labels, samples.Length, (layer, rows) => visitor(layer, rows.Values));
    }
}
