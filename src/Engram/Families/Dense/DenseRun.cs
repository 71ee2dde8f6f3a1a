using System.Numerics.Tensors;
using Engram.Kernels;
using Engram.Layers;
using Engram.Models;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Families.Dense;

/// <summary>Shows images to a network of fully connected layers, one row per image.</summary>
internal abstract class DenseRun(KernelTable kernels, WorkerPool workers, DenseNetwork network, int maximumImages, int layerCount) : NetworkRun
{
    private readonly int[] _images = [.. Enumerable.Range(0, maximumImages)];
    private readonly int[] _labels = new int[maximumImages];
    private NetworkForward? _forward;

    public sealed override IReadOnlyList<int> FeatureCounts { get; } = [.. network.LayerShapes.Take(layerCount).Select(shape => shape.ViewUnits)];

    protected int[] Images => _images;

    protected int[] Labels => _labels;

    /// <summary>Work space for one row per image, made when it is first needed.</summary>
    protected NetworkForward Forward => _forward ??= new NetworkForward(kernels, workers, network, maximumImages, maximumImages, layerCount);

    public sealed override void Show(ImageDataset data, ReadOnlySpan<int> samples, ReadOnlySpan<int> labels, LayerVisitor visitor)
    {
        labels.CopyTo(_labels);
        Forward.Run(Forward.Load(data, samples), _images, _labels, samples.Length, (layer, rows) => visitor(layer, rows.Values));
    }

    public sealed override void WriteFeatures(ImageDataset data, ReadOnlySpan<int> samples, Matrix features)
    {
        int count = samples.Length;
        int place = 0;
        Array.Fill(_labels, NoLabel);
        Forward.Run(Forward.Load(data, samples), _images, _labels, count, (layer, rows) =>
        {
            HiddenLayer.ForEachRow(workers, count, row => WriteFeatures(rows.Values, row, features.Row(row).Slice(place, FeatureCounts[layer])));
            place += FeatureCounts[layer];
        });
    }

    private unsafe void WriteFeatures(Matrix activations, int row, Span<float> features)
    {
        float factor = network.Traits.NormalizesLengths ? HiddenLayer.InverseNorm(kernels.SumOfSquares(activations.RowStart(row), activations.Stride)) : 1;
        TensorPrimitives.Multiply(activations.Row(row), factor, features);
    }
}
