using Engram.Analysis.Representations;
using Engram.Analysis.Selectivity;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Analysis;

/// <summary>How selective a unit is, by class means and by what a threshold tells.</summary>
public sealed class UnitSelectivityTests
{
    [Theory]
    [InlineData(1, 60, 22, 0)]
    [InlineData(2, 201, 19, 4)]
    [InlineData(3, 90, 30, 1)]
    public void Both_are_those_of_their_definitions(int seed, int samples, int units, int levels)
    {
        EnsembleCase ensembles = EnsembleCase.Random(seed, samples, units, 4, levels);
        using WorkerPool workers = new(2);
        LayerActivations layer = ensembles.Layer(workers);
        double?[] selectivity = ClassSelectivity.OfUnits(layer);
        double?[] informedness = Informedness.OfUnits(layer, new SortedActivations(layer, layer.Samples.All, workers));
        Assert.Contains(null, selectivity);
        for (int unit = 0; unit < units; unit++)
        {
            // The fourth class has no samples.
            double[] means = [.. Enumerable.Range(0, 3).Select(label => ensembles.Column(label, unit).Average())];
            int preferred = Array.IndexOf(means, means.Max());
            double rest = means.Where((_, label) => label != preferred).Average();
            if (means[preferred] == 0)
            {
                Assert.Equal((null, null), (selectivity[unit], informedness[unit]));
                continue;
            }

            Assert.Equal((means[preferred] - rest) / (means[preferred] + rest), selectivity[unit]!.Value, 12);
            double[] own = ensembles.Column(preferred, unit);
            double[] others = [.. Enumerable.Range(0, 3).Where(label => label != preferred).SelectMany(label => ensembles.Column(label, unit))];
            double largest = own.Concat(others).Append(double.MaxValue).Max(threshold =>
                own.Count(value => value >= threshold) / (double)own.Length - (others.Count(value => value >= threshold) / (double)others.Length));
            Assert.Equal(Math.Max(0, largest), informedness[unit]!.Value, 12);
        }
    }

    [Fact]
    public void One_image_is_enough_for_class_selectivity_and_not_for_informedness()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(sample => sample % 2)];
        EnsembleCase ensembles = new(labels, [.. labels.Select((label, sample) => new[] { sample == 0 ? 1f : 0, label == 0 ? 1f : 0, 1f })], 2);
        using WorkerPool workers = new(1);
        LayerActivations layer = ensembles.Layer(workers);
        Assert.Equal([1.0, 1.0, 0.0], ClassSelectivity.OfUnits(layer));
        Assert.Equal([0.05, 1.0, 0.0], Informedness.OfUnits(layer, new SortedActivations(layer, layer.Samples.All, workers)));
    }

    [Fact]
    public void Of_a_single_class_there_is_neither()
    {
        EnsembleCase ensembles = new([0, 0, 0], [[1f], [2f], [0f]], 2);
        using WorkerPool workers = new(1);
        LayerActivations layer = ensembles.Layer(workers);
        Assert.Equal([null], ClassSelectivity.OfUnits(layer));
        Assert.Equal([null], Informedness.OfUnits(layer, new SortedActivations(layer, layer.Samples.All, workers)));
    }
}
