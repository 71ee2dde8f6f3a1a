using Engram.Analysis.Spikes;

namespace Engram.Tests.Reports;

/// <summary>Made-up spikes: units fire most for the class that their layer's pattern has them prefer.</summary>
internal sealed class SyntheticSpikes(Random random, IReadOnlyList<LayerPattern> patterns, int classes, int units, int steps)
{
    public SpikeAnalysis Analysis() => new(steps, 100, [.. patterns.Select(Layer)]);

    public SpikeRasters Rasters()
    {
        int shown = Math.Min(classes, SpikeRasters.MostClasses);
        return new SpikeRasters(
            [.. Enumerable.Range(0, shown).Select(label => label == 3 ? SpikeRasters.None : label)],
            steps,
            [.. patterns.Select(_ => units)],
            [.. patterns.Select(pattern => Enumerable.Range(0, shown).SelectMany(label => Image(pattern, label)).ToArray())]);
    }

    private IEnumerable<byte> Image(LayerPattern pattern, int label)
    {
        float[] means = label == 3 ? new float[units] : pattern.Mean(label);
        return Enumerable.Range(0, steps).SelectMany(step => means.Select(mean => random.NextDouble() < 0.5 * mean * step / steps ? (byte)1 : (byte)0));
    }

    private SpikeLayer Layer(LayerPattern pattern)
    {
        double spikes = pattern.IsSilent ? 0 : 40 + (10 * random.NextDouble());
        return new SpikeLayer
        {
            Events = new SpikeEvents(10_000, 150.25, spikes, 150.25, 150.25 * units, 3L * steps * units, 784L * steps, 784L * steps * units),
            Rates = [.. Enumerable.Range(0, units).Select(unit => pattern.IsSilent || unit % 5 == 0 ? 0 : 0.2 * Math.Pow(random.NextDouble(), 4))],
            StepShares = [.. Enumerable.Range(0, steps).Select(step => pattern.IsSilent ? 0 : 0.01 * step / steps)],
            Sparseness = Sparseness(pattern),
            ClassSparseness = [.. Enumerable.Range(0, classes).Select(_ => Sparseness(pattern))],
            EnsembleFirstSpikes = [.. Enumerable.Range(0, classes).Select(_ => First(pattern, 3))],
            LayerFirstSpikes = [.. Enumerable.Range(0, classes).Select(_ => First(pattern, 30))],
            Within = Pairs(pattern, 0.13),
            Between = Pairs(pattern, 0.07),
            ClassWithin = [.. Enumerable.Range(0, classes).Select(_ => Pairs(pattern, 0.13))],
            ClassBetween = [.. Enumerable.Range(0, classes).Select(_ => Pairs(pattern, -0.01))],
        };
    }

    private TemporalSparseness Sparseness(LayerPattern pattern) => pattern.IsSilent
        ? new TemporalSparseness(850, null, null, null, null)
        : new TemporalSparseness(850, 0.9, 0.1 + (0.1 * random.NextDouble()), 0.6 + (0.1 * random.NextDouble()), 3.2);

    private FirstSpikes First(LayerPattern pattern, int neverShare)
    {
        long[] counts = [.. Enumerable.Range(0, steps).Select(step => pattern.IsSilent ? 0 : random.Next(100, 1000) * (steps - step))];
        return new FirstSpikes(counts, neverShare * Math.Max(1000, counts.Sum()));
    }

    private Synchrony Pairs(LayerPattern pattern, double correlation) => pattern.IsSilent
        ? new Synchrony(0, null, null, null, null)
        : new Synchrony(5000, correlation + (0.02 * random.NextDouble()), correlation - (0.01 * random.NextDouble()), 1.1, 0.8);
}
