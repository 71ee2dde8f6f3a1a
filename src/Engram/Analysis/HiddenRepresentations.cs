using Engram.Data;
using Engram.Kernels;
using Engram.Networks;

namespace Engram.Analysis;

/// <summary>
/// Activations of all hidden layers over a data set, each image with its true label overlaid. What the analysis works on.
/// </summary>
public sealed class HiddenRepresentations
{
    private const int ImagesPerBatch = 512;

    private readonly float[][] _activations;

    private HiddenRepresentations(int sampleCount, IReadOnlyList<int> unitCounts, byte[] labels)
    {
        SampleCount = sampleCount;
        UnitCounts = unitCounts;
        Labels = labels;
        _activations = [.. unitCounts.Select(units => new float[(long)sampleCount * units])];
    }

    /// <summary>Called with a layer, a range of samples, and their activations in the first rows of a matrix.</summary>
    internal delegate void BatchVisitor(int layerIndex, int firstSample, int count, Matrix activations);

    /// <summary>Number of images.</summary>
    public int SampleCount { get; }

    /// <summary>Units of each hidden layer.</summary>
    public IReadOnlyList<int> UnitCounts { get; }

    /// <summary>True labels.</summary>
    public IReadOnlyList<byte> Labels { get; }

    /// <summary>Number of hidden layers.</summary>
    public int LayerCount => UnitCounts.Count;

    /// <summary>Runs a network on all images of a data set.</summary>
    /// <exception cref="EngramException">The images do not fit the network.</exception>
    public static HiddenRepresentations Compute(Network network, ImageDataset data, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        HiddenRepresentations result = new(data.Count, [.. network.Layers.Select(layer => layer.OutputSize)], data.Labels.ToArray());
        ForEachBatch(network, data, workers, result.Store);
        return result;
    }

    /// <summary>Runs a network on all images, batch by batch, without keeping what it sees.</summary>
    internal static void ForEachBatch(Network network, ImageDataset data, WorkerPool workers, BatchVisitor visitor)
    {
        network.RequireFit(data);
        int[] images = [.. Enumerable.Range(0, ImagesPerBatch)];
        NetworkForward forward = new(KernelTable.Current, workers, network, ImagesPerBatch, ImagesPerBatch, network.Layers.Count);
        for (int first = 0; first < data.Count; first += ImagesPerBatch)
        {
            int firstSample = first;
            int count = Math.Min(ImagesPerBatch, data.Count - first);
            int[] samples = [.. Enumerable.Range(first, count)];
            int[] labels = [.. samples.Select(sample => (int)data.Labels[sample])];
            forward.Run(forward.Load(data, samples), images, labels, count, (layer, rows) => visitor(layer, firstSample, count, rows.Values));
        }
    }

    /// <summary>Activations of one layer over all samples, [samples, units].</summary>
    public ReadOnlySpan<float> Layer(int layerIndex) => _activations[layerIndex];

    /// <summary>Activations of one layer for one sample, [units].</summary>
    public ReadOnlySpan<float> Sample(int layerIndex, int sampleIndex) =>
        _activations[layerIndex].AsSpan(sampleIndex * UnitCounts[layerIndex], UnitCounts[layerIndex]);

    private void Store(int layer, int firstSample, int count, Matrix rows)
    {
        for (int row = 0; row < count; row++)
        {
            rows.Row(row).CopyTo(_activations[layer].AsSpan((firstSample + row) * UnitCounts[layer]));
        }
    }
}
