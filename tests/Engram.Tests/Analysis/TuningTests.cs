using Engram.Analysis.Representations;
using Engram.Analysis.Selectivity;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>How units are tuned to classes, beside definitions worked out the long way.</summary>
public sealed class TuningTests
{
    [Theory]
    [InlineData(1, 60, 22, 0)]
    [InlineData(2, 201, 19, 4)]
    [InlineData(3, 90, 130, 1)]
    public void All_are_those_of_their_definitions(int seed, int samples, int units, int levels)
    {
        EnsembleCase ensembles = EnsembleCase.Random(seed, samples, units, 4, levels);
        LayerTuning tuning = Measure(ensembles);
        Assert.Equal(units - ((units + 6) / 7), tuning.ActiveUnits);
        for (int unit = 0; unit < units; unit++)
        {
            double[] all = [.. ensembles.Rows.Select(row => (double)row[unit])];
            double[][] halves = [.. Enumerable.Range(0, 3).Select(label => ensembles.Column(label, unit).Where((_, place) => place % 2 == 0).ToArray())];
            double[][] measured = [.. Enumerable.Range(0, 3).Select(label => ensembles.Column(label, unit).Where((_, place) => place % 2 == 1).ToArray())];
            double[] halfMeans = [.. halves.Select(half => half.Average())];
            int preferred = Array.IndexOf(halfMeans, halfMeans.Max());
            bool prefers = halfMeans.Max() > 0;
            if (all.Max() == 0)
            {
                Assert.Null(tuning.PreferredClasses[unit]);
                Assert.All(tuning.Measures, measure => Assert.Null(measure.Units[unit]));
                continue;
            }

            Assert.Equal(prefers ? preferred : null, tuning.PreferredClasses[unit]);
            double[] own = measured[preferred];
            double[] rest = [.. measured.Where((_, label) => label != preferred).SelectMany(values => values)];
            double ranked = own.Sum(mine => rest.Sum(other => mine > other ? 1 : mine == other ? 0.5 : 0)) / (own.Length * rest.Length);
            double[] means = [.. Enumerable.Range(0, 3).Select(label => ensembles.Column(label, unit).Average())];
            double breadth = -means.Where(mean => mean > 0).Sum(mean => mean / means.Sum() * Math.Log(mean / means.Sum())) / Math.Log(3);
            double spread = Math.Sqrt((Variance(own) + Variance(rest)) / 2);
            Check(tuning, "auroc", unit, prefers ? ranked : null);
            Check(tuning, "dPrime", unit, prefers && spread > 0 ? (own.Average() - rest.Average()) / spread : null);
            Check(tuning, "tuningBreadth", unit, breadth);
            Check(tuning, "imageSparseness", unit, Sparseness(all));
            Check(tuning, "classSparseness", unit, Sparseness(means));
        }
    }

    [Fact]
    public void Summaries_are_over_the_units_that_have_a_measure()
    {
        LayerTuning tuning = Measure(EnsembleCase.Random(4, 120, 30, 4));
        Assert.Equal(["classSelectivity", "informedness", "auroc", "dPrime", "tuningBreadth", "imageSparseness", "classSparseness"], tuning.Measures.Select(measure => measure.Name));
        Assert.All(tuning.Measures, measure =>
        {
            double[] values = [.. measure.Units.OfType<float>().Select(value => (double)value).Order()];
            double At(double place) => values[(int)place] + ((values[(int)place + 1] - values[(int)place]) * (place - (int)place));
            Assert.InRange(values.Length, 1, 29);
            Assert.Equal(values.Average(), measure.Mean!.Value, 1e-6);
            Assert.Equal(At(0.25 * (values.Length - 1)), measure.LowerQuartile!.Value, 1e-6);
            Assert.Equal(At(0.5 * (values.Length - 1)), measure.Median!.Value, 1e-6);
            Assert.Equal(At(0.75 * (values.Length - 1)), measure.UpperQuartile!.Value, 1e-6);
        });
    }

    [Fact]
    public void Units_that_know_nothing_of_classes_show_what_chance_gives()
    {
        Random random = new(5);
        int[] labels = [.. Enumerable.Range(0, 600).Select(sample => sample % 10)];
        LayerTuning tuning = Measure(new EnsembleCase(labels, [.. labels.Select(_ => Enumerable.Range(0, 200).Select(_ => random.NextSingle()).ToArray())], 10));
        Assert.All(tuning.Measures, measure =>
        {
            // Five standard errors of the difference of two means over 200 units.
            double error = Math.Sqrt(2 * Variance([.. measure.Units.Select(value => (double)value!.Value)]) / 200);
            Assert.InRange(measure.Shuffled!.Value, measure.Mean!.Value - (5 * error), measure.Mean!.Value + (5 * error));
        });
        Assert.InRange(Find(tuning, "auroc").Mean!.Value, 0.48, 0.52);
        Assert.InRange(Find(tuning, "dPrime").Mean!.Value, -0.05, 0.05);

        // The preferred class is that of the largest mean, which chance makes larger than the rest.
        Assert.InRange(Find(tuning, "informedness").Mean!.Value, 0.15, 0.4);
    }

    [Fact]
    public void A_unit_that_tells_its_class_is_far_from_chance()
    {
        int[] labels = [.. Enumerable.Range(0, 90).Select(sample => sample % 3)];
        LayerTuning tuning = Measure(new EnsembleCase(labels, [.. labels.Select((label, sample) => new[] { label == 1 ? 1 + (sample % 2) : 0f, label == 1 ? 0f : 1 })], 3));
        Assert.Equal([1f, 0.75f], Find(tuning, "auroc").Units.Select(value => value!.Value));
        Assert.Equal([1f, 0f], Find(tuning, "tuningBreadth").Units.Select(value => value!.Value is 0 ? 1f : 0f));
        Assert.Equal(1, tuning.PreferredClasses[0]);
        Assert.InRange(Find(tuning, "auroc").Shuffled!.Value, 0.35, 0.65);
    }

    [Fact]
    public void A_class_of_one_image_can_be_preferred_but_not_measured()
    {
        LayerTuning tuning = Measure(new EnsembleCase([0, 1, 1, 1, 1], [[3f], [1f], [0f], [0f], [1f]], 3));
        Assert.Equal([0], tuning.PreferredClasses);
        Assert.Equal((null, null), (Find(tuning, "auroc").Units[0], Find(tuning, "dPrime").Units[0]));
        Assert.Equal(2.5 / 3.5, Find(tuning, "classSelectivity").Units[0]!.Value, 1e-6);
    }

    [Fact]
    public void Of_a_single_class_or_of_silent_images_there_is_little_or_nothing()
    {
        LayerTuning single = Measure(new EnsembleCase([0, 0, 0, 0], [[1f], [2f], [0f], [1f]], 2));
        Assert.Equal(["imageSparseness"], single.Measures.Where(measure => measure.Mean is not null).Select(measure => measure.Name));
        LayerTuning silent = Measure(new EnsembleCase([0, 1, 0, 1], [[0f], [0f], [0f], [0f]], 2));
        Assert.Equal(0, silent.ActiveUnits);
        Assert.All(silent.Measures, measure => Assert.Equal((null, null, null), (measure.Mean, measure.Median, measure.Shuffled)));
        LayerTuning none = Measure(new EnsembleCase([0, 1], [[1f], [1f]], 2), keep: _ => false);
        Assert.All(none.Measures, measure => Assert.Null(measure.Mean));
    }

    [Fact]
    public void Any_number_of_threads_gives_the_same_bits()
    {
        EnsembleCase ensembles = EnsembleCase.Random(6, 300, 150, 5);
        LayerTuning one = Measure(ensembles, threads: 1), three = Measure(ensembles, threads: 3);
        Assert.Equal(one.PreferredClasses, three.PreferredClasses);
        Assert.All(one.Measures.Zip(three.Measures), pair =>
        {
            Assert.Equal(pair.First with { Units = [] }, pair.Second with { Units = [] });
            Assert.Equal(pair.First.Units, pair.Second.Units);
        });
    }

    private static LayerTuning Measure(EnsembleCase ensembles, int threads = 2, Func<int, bool>? keep = null)
    {
        using WorkerPool workers = new(threads);
        ClassSamples samples = keep is null ? ensembles.Samples : ClassSamples.Group(ensembles.Labels, ensembles.Samples.ClassCount, keep);
        return TuningAnalysis.Measure(new LayerActivations(ensembles.Representations, 0, samples, workers));
    }

    private static TuningMeasure Find(LayerTuning tuning, string name) => tuning.Measures.Single(measure => measure.Name == name);

    private static void Check(LayerTuning tuning, string name, int unit, double? expected)
    {
        float? actual = Find(tuning, name).Units[unit];
        Assert.Equal(expected is null, actual is null);
        Assert.Equal(expected ?? 0, actual ?? 0, 2e-6 * Math.Max(1, Math.Abs(expected ?? 0)));
    }

    private static double Variance(double[] values) => values.Average(value => (value - values.Average()) * (value - values.Average()));

    private static double? Sparseness(double[] responses)
    {
        double count = responses.Length;
        double mean = responses.Sum() / count;
        return (1 - (mean * mean / (responses.Sum(response => response * response) / count))) / (1 - (1 / count));
    }
}
