using Engram.Threading;

namespace Engram.Analysis.Representations;

/// <summary>
/// One layer's activations over grouped samples, with what the ensemble rules share: means of every class, and each class's
/// activations in order.
/// </summary>
public sealed class LayerActivations
{
    private const int UnitsPerPart = 64;

    private readonly HiddenRepresentations _representations;
    private readonly int _layer;
    private readonly SortedActivations?[] _sorted;

    internal LayerActivations(HiddenRepresentations representations, int layer, ClassSamples samples, WorkerPool workers)
    {
        _representations = representations;
        _layer = layer;
        Samples = samples;
        Workers = workers;
        UnitCount = representations.UnitCounts[layer];
        _sorted = new SortedActivations?[samples.ClassCount];
        ClassMeans = [.. Enumerable.Range(0, samples.ClassCount).Select(_ => new double[UnitCount])];
        ComputeMeans();
    }

    /// <summary>Number of classes.</summary>
    public int ClassCount => Samples.ClassCount;

    /// <summary>Number of units.</summary>
    public int UnitCount { get; }

    internal ClassSamples Samples { get; }

    /// <summary>Threads to compute on.</summary>
    internal WorkerPool Workers { get; }

    /// <summary>Mean activation of every unit over the samples of a class, [class][unit]; zeros for a class without samples.</summary>
    internal double[][] ClassMeans { get; }

    /// <summary>The samples of a class, ascending.</summary>
    public ReadOnlySpan<int> SamplesOf(int classIndex) => Samples.Of(classIndex);

    /// <summary>Mean activation of every unit over the samples of a class; zeros for a class without samples.</summary>
    public ReadOnlySpan<double> MeansOf(int classIndex) => ClassMeans[classIndex];

    /// <summary>Activations of all units for one sample.</summary>
    public ReadOnlySpan<float> Row(int sample) => _representations.Sample(_layer, sample);

    /// <summary>The same layer over other samples, or with other classes of them.</summary>
    internal LayerActivations With(ClassSamples samples) => new(_representations, _layer, samples, Workers);

    /// <summary>The activations of a class, unit by unit in ascending order.</summary>
    internal SortedActivations Sorted(int classIndex) =>
        _sorted[classIndex] ??= new SortedActivations(this, Samples.Of(classIndex), Workers);

    // Parts are stretches of units: every mean is one sum in the order of the samples, whatever the threads.
    private void ComputeMeans() =>
        Workers.Run((UnitCount + UnitsPerPart - 1) / UnitsPerPart, part =>
        {
            int first = part * UnitsPerPart;
            int end = Math.Min(UnitCount, first + UnitsPerPart);
            for (int classIndex = 0; classIndex < ClassCount; classIndex++)
            {
                ComputeMeans(Samples.Of(classIndex), first, ClassMeans[classIndex].AsSpan(first..end));
            }
        });

    private void ComputeMeans(int[] samples, int firstUnit, Span<double> means)
    {
        foreach (int sample in samples)
        {
            ReadOnlySpan<float> row = Row(sample).Slice(firstUnit, means.Length);
            for (int unit = 0; unit < means.Length; unit++)
            {
                means[unit] += row[unit];
            }
        }

        for (int unit = 0; unit < means.Length && samples.Length > 0; unit++)
        {
            means[unit] /= samples.Length;
        }
    }
}
