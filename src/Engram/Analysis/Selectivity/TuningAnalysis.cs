using Engram.Analysis.Representations;
using Engram.Analysis.Statistics;

namespace Engram.Analysis.Selectivity;

/// <summary>Measures how the units of a layer are tuned to classes, and what of that chance gives.</summary>
internal static class TuningAnalysis
{
    private const ulong Seed = 1;

    /// <summary>All measures of the table.</summary>
    /// <param name="layer">Activations; their classes are those that units may prefer.</param>
    public static LayerTuning Measure(LayerActivations layer)
    {
        TuningImages images = new(layer);
        TuningImages shuffled = new(layer.With(Shuffle(layer.Samples)), images.Sorted);
        return new LayerTuning
        {
            ActiveUnits = Enumerable.Range(0, layer.UnitCount).Count(unit => images.Sorted.Active(unit).Length > 0),
            PreferredClasses = images.Preferred,
            Measures = [.. TuningMeasures.All.Select(measure => Summarize(measure.Name, measure.OfUnits(images), measure.OfUnits(shuffled).Average()))],
        };
    }

    /// <summary>The samples with classes dealt out at random, the same in every call.</summary>
    internal static ClassSamples Shuffle(ClassSamples samples) => samples.Shuffled(RandomStream.For(Seed, RandomPurpose.TuningClasses, samples.All.Length));

    private static TuningMeasure Summarize(string name, double?[] units, double? shuffled)
    {
        double[] ascending = [.. units.OfType<double>().Order()];
        double? At(double share) => ascending.Length > 0 ? RunStatistics.Quantile(ascending, share) : null;
        return new TuningMeasure(name, [.. units.Select(value => (float?)value)], units.Average(), At(0.25), At(0.5), At(0.75), shuffled);
    }
}
