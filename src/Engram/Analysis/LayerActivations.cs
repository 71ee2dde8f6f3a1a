using Engram.Analysis.Ensembles;
using Engram.Kernels;

namespace Engram.Analysis;

/// <summary>
/// One layer's activations over grouped samples, with what the ensemble rules share: means of every class, and each class's
/// activations in order.
/// </summary>
internal sealed class LayerActivations
{
    private const int UnitsPerPart = 64;

    private readonly HiddenRepresentations _representations;
    private readonly int _layer;
    private readonly SortedActivations?[] _sorted;

    public LayerActivations(HiddenRepresentations representations, int layer, ClassSamples samples, WorkerPool workers)
    {
        _representations = representations;
        _layer = layer;
        Samples = samples;
        UnitCount = representations.UnitCounts[layer];
        _sorted = new SortedActivations?[samples.ClassCount];
        ClassMeans = [.. Enumerable.Range(0, samples.ClassCount).Select(_ => new double[UnitCount])];
        ComputeMeans(workers);
    }

    public ClassSamples Samples { get; }

    public int ClassCount => Samples.ClassCount;

    public int UnitCount { get; }

    /// <summary>Mean activation of every unit over the samples of a class, [class][unit]; zeros for a class without samples.</summary>
    public double[][] ClassMeans { get; }

    /// <summary>Activations of all units for one sample.</summary>
    public ReadOnlySpan<float> Row(int sample) => _representations.Sample(_layer, sample);

    /// <summary>The activations of a class, unit by unit in ascending order.</summary>
    public SortedActivations Sorted(int classIndex, WorkerPool workers) =>
        _sorted[classIndex] ??= new SortedActivations(this, Samples.Of(classIndex), workers);

    // Parts are stretches of units: every mean is one sum in the order of the samples, whatever the threads.
    private void ComputeMeans(WorkerPool workers) =>
        workers.Run((UnitCount + UnitsPerPart - 1) / UnitsPerPart, part =>
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
