using Engram.Analysis.Representations;
using Engram.Threading;

namespace Engram.Tests.TestSupport;

/// <summary>One layer of made-up activations: sparse, of units that prefer a class, with silent and constant units and ties.</summary>
internal sealed class EnsembleCase
{
    public EnsembleCase(int[] labels, float[][] rows, int classCount)
    {
        Labels = labels;
        Rows = rows;
        Samples = ClassSamples.Group(labels, classCount);
        Representations = new HiddenRepresentations(labels, [rows.SelectMany(row => row).ToArray()]);
    }

    public int[] Labels { get; }

    /// <summary>[samples][units].</summary>
    public float[][] Rows { get; }

    public ClassSamples Samples { get; }

    public HiddenRepresentations Representations { get; }

    public int UnitCount => Rows[0].Length;

    /// <param name="seed">Seed.</param>
    /// <param name="samples">Number of samples.</param>
    /// <param name="units">Number of units.</param>
    /// <param name="classes">Number of classes; the last one has no samples.</param>
    /// <param name="levels">Number of different activations above zero, or 0 for as many as come.</param>
    public static EnsembleCase Random(int seed, int samples, int units, int classes, int levels = 0)
    {
        Random random = new(seed);
        int[] labels = [.. Enumerable.Range(0, samples).Select(sample => sample % (classes - 1))];
        random.Shuffle(labels);
        float[] rates = [.. Enumerable.Range(0, units).Select(_ => random.NextSingle())];
        float[][] rows = [.. labels.Select(label => Enumerable.Range(0, units).Select(unit => Activation(random, label, unit, rates[unit], classes, levels)).ToArray())];
        return new EnsembleCase(labels, rows, classes);
    }

    public LayerActivations Layer(WorkerPool workers) => new(Representations, 0, Samples, workers);

    /// <summary>The same with units in another order: unit i is what <paramref name="order"/>[i] was.</summary>
    public EnsembleCase WithUnits(int[] order) =>
        new(Labels, [.. Rows.Select(row => order.Select(unit => row[unit]).ToArray())], Samples.ClassCount);

    /// <summary>The same with samples in another order.</summary>
    public EnsembleCase WithSamples(int[] order) =>
        new([.. order.Select(sample => Labels[sample])], [.. order.Select(sample => Rows[sample])], Samples.ClassCount);

    /// <summary>One unit's activations over a class.</summary>
    public double[] Column(int classIndex, int unit) => [.. Samples.Of(classIndex).Select(sample => (double)Rows[sample][unit])];

    private static float Activation(Random random, int label, int unit, float rate, int classes, int levels)
    {
        switch (unit % 7)
        {
            case 0:
                return 0;
            case 1:
                return 0.5f;
            default:
                bool active = random.NextSingle() < (unit % classes == label ? 0.9f : rate * 0.5f);
                float value = random.NextSingle() * (unit % classes == label ? 2 + (unit % 11) : 1);
                return !active ? 0 : levels > 0 ? (1 + MathF.Floor(value * levels)) / levels : value;
        }
    }
}
