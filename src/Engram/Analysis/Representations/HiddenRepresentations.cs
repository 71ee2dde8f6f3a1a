using Engram.Kernels;
using Engram.Models;
using Engram.Tensors;
using Engram.Threading;

namespace Engram.Analysis.Representations;

/// <summary>
/// Activations of all hidden layers over a data set, each image with a label overlaid, by default its true one. What the
/// analysis works on.
/// </summary>
public sealed class HiddenRepresentations
{
    /// <summary>Stands for no label where labels to overlay are listed: the label inputs stay cleared.</summary>
    public const int NoLabel = NetworkRun.NoLabel;

    private readonly float[][] _activations;

    private HiddenRepresentations(int sampleCount, IReadOnlyList<int> unitCounts, int[] labels)
    {
        SampleCount = sampleCount;
        UnitCounts = unitCounts;
        Labels = labels;
        _activations = [.. unitCounts.Select(units => new float[(long)sampleCount * units])];
    }

    /// <summary>Wraps activations that come from elsewhere, one array [samples × units] per layer.</summary>
    internal HiddenRepresentations(int[] labels, IReadOnlyList<float[]> activations)
    {
        SampleCount = labels.Length;
        UnitCounts = [.. activations.Select(layer => layer.Length / labels.Length)];
        Labels = labels;
        _activations = [.. activations];
    }

    /// <summary>Called with a layer, a range of samples, and their activations in the first rows of a matrix.</summary>
    internal delegate void BatchVisitor(int layerIndex, int firstSample, int count, Matrix activations);

    /// <summary>Number of images.</summary>
    public int SampleCount { get; }

    /// <summary>Units of each hidden layer. A convolutional layer has one for each channel: the mean of its map.</summary>
    public IReadOnlyList<int> UnitCounts { get; }

    /// <summary>True labels.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>Number of hidden layers.</summary>
    public int LayerCount => UnitCounts.Count;

    /// <summary>Runs a network on all images of a data set, each with its true label.</summary>
    /// <exception cref="EngramException">The images do not fit the network.</exception>
    internal static HiddenRepresentations Compute(NetworkBody network, ImageDataset data, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return ComputeAsNormalized(network, network.Input.Take(data), workers);
    }

    /// <summary>The same with the data's own normalization.</summary>
    internal static HiddenRepresentations ComputeAsNormalized(NetworkBody network, ImageDataset data, WorkerPool workers) =>
        Compute(network, data, [.. Enumerable.Range(0, data.Count)], TrueLabels(data), workers);

    /// <summary>Runs a network on all images of a data set, each with a label of the caller's choice.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Images of the shape the network was trained on.</param>
    /// <param name="overlaidLabels">For each image the label to overlay, or <see cref="NoLabel"/>.</param>
    /// <param name="workers">Threads.</param>
    /// <exception cref="ArgumentException">There is not one label per image, or one has no class.</exception>
    /// <exception cref="EngramException">The images do not fit the network.</exception>
    internal static HiddenRepresentations Compute(NetworkBody network, ImageDataset data, IReadOnlyList<int> overlaidLabels, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        return Compute(network, network.Input.Take(data), [.. Enumerable.Range(0, data.Count)], overlaidLabels, workers);
    }

    /// <summary>Runs a network on some images of a data set, in the given order, each with a label of the caller's choice.</summary>
    internal static HiddenRepresentations Compute(
        NetworkBody network, ImageDataset data, int[] samples, IReadOnlyList<int> overlaidLabels, WorkerPool workers)
    {
        ArgumentNullException.ThrowIfNull(overlaidLabels);
        if (overlaidLabels.Count != samples.Length || overlaidLabels.Any(label => label < NoLabel || label >= data.ClassCount))
        {
            throw new ArgumentException($"There must be {samples.Length} labels from {NoLabel} to {data.ClassCount - 1}.", nameof(overlaidLabels));
        }

        int[] trueLabels = [.. samples.Select(sample => data.Labels[sample])];
        HiddenRepresentations result = new(samples.Length, [.. network.LayerShapes.Select(shape => shape.ViewUnits)], trueLabels);
        result.Show(network, data, samples, overlaidLabels, workers);
        return result;
    }

    /// <summary>Replaces all activations by those of the same images with other labels, in the memory they already have.</summary>
    internal void Show(NetworkBody network, ImageDataset data, int[] samples, IReadOnlyList<int> overlaidLabels, WorkerPool workers) =>
        ForEachBatch(network, data, samples, overlaidLabels, workers, Store);

    /// <summary>Runs a network on all images with their true labels, batch by batch, without keeping what it sees.</summary>
    internal static void ForEachBatch(NetworkBody network, ImageDataset data, WorkerPool workers, BatchVisitor visitor) =>
        ForEachBatch(network, data, [.. Enumerable.Range(0, data.Count)], TrueLabels(data), workers, visitor);

    private static void ForEachBatch(
        NetworkBody network, ImageDataset data, int[] samples, IReadOnlyList<int> overlaidLabels, WorkerPool workers, BatchVisitor visitor)
    {
        network.Input.RequireFit(data);
        int imagesPerBatch = network.ImagesAtOnce;
        NetworkRun run = network.CreateRun(KernelTable.Current, workers, imagesPerBatch);
        int[] labels = new int[imagesPerBatch];
        for (int first = 0; first < samples.Length; first += imagesPerBatch)
        {
            int firstSample = first;
            int count = Math.Min(imagesPerBatch, samples.Length - first);
            for (int place = 0; place < count; place++)
            {
                labels[place] = overlaidLabels[first + place];
            }

            run.Show(data, samples.AsSpan(first, count), labels.AsSpan(0, count), (layer, activations) => visitor(layer, firstSample, count, activations));
        }
    }

    /// <summary>Activations of one layer over all samples, [samples, units].</summary>
    public ReadOnlySpan<float> Layer(int layerIndex) => _activations[layerIndex];

    /// <summary>Activations of one layer for one sample, [units].</summary>
    public ReadOnlySpan<float> Sample(int layerIndex, int sampleIndex) =>
        _activations[layerIndex].AsSpan(sampleIndex * UnitCounts[layerIndex], UnitCounts[layerIndex]);

    private static int[] TrueLabels(ImageDataset data)
    {
        int[] labels = new int[data.Count];
        for (int sample = 0; sample < labels.Length; sample++)
        {
            labels[sample] = data.Labels[sample];
        }

        return labels;
    }

    private void Store(int layer, int firstSample, int count, Matrix rows)
    {
        for (int row = 0; row < count; row++)
        {
            rows.Row(row).CopyTo(_activations[layer].AsSpan((firstSample + row) * UnitCounts[layer]));
        }
    }
}
