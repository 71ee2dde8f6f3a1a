using Engram.Analysis.Ensembles;
using Engram.Tests.TestSupport;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class SelectivityTests
{
    private const double Level = 0.05;

    [Theory]
    [InlineData(1, 60, 22)]
    [InlineData(2, 201, 19)]
    public void P_values_are_those_of_difference_of_means_over_the_same_assignments(int seed, int samples, int units)
    {
        EnsembleCase ensembles = EnsembleCase.Random(seed, samples, units, 4);
        using WorkerPool workers = new(2);
        double[][] actual = SelectivityTest.PValues(ensembles.Layer(workers), Level, workers);
        int equal = 0;
        int[][] assignments = [.. Enumerable.Range(0, 999).Select(number => Assign(ensembles.Labels, number))];
        for (int unit = 0; unit < units; unit++)
        {
            for (int classIndex = 0; classIndex < 3; classIndex++)
            {
                double real = Difference(ensembles, ensembles.Labels, classIndex, unit);

                // A difference in the last digits may count either way, but hardly ever occurs; the same samples give equal sums.
                int clearly = assignments.Count(labels => Difference(ensembles, labels, classIndex, unit) > real + 1e-6);
                int about = assignments.Count(labels => Difference(ensembles, labels, classIndex, unit) > real - 1e-6);
                Assert.InRange(actual[classIndex][unit], (1 + clearly) / 1000.0, (1 + about) / 1000.0);
                equal += actual[classIndex][unit] == (1 + about) / 1000.0 ? 1 : 0;
            }

            Assert.Equal(1, actual[3][unit]);
        }

        Assert.InRange(equal, 0.97 * 3 * units, 3 * units);
    }

    [Fact]
    public void A_p_value_is_near_the_share_of_all_assignments()
    {
        // Four of ten samples: 210 assignments, of which the real one and one other reach the real sum.
        int[] labels = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1];
        float[] activations = [9, 8, 7, 5, 5, 1, 2, 0, 0, 1];
        EnsembleCase ensembles = new(labels, [.. activations.Select(value => new[] { value })], 2);
        using WorkerPool workers = new(1);
        double[][] pValues = SelectivityTest.PValues(ensembles.Layer(workers), Level, workers);
        double share = 2 / 210.0;
        double deviation = Math.Sqrt(share * (1 - share) / 999);
        Assert.InRange(pValues[0][0], share - (4 * deviation), share + 0.001 + (4 * deviation));
        Assert.Equal(1, pValues[1][0], 0.02);
    }

    [Fact]
    public void A_single_selective_unit_among_many_is_found()
    {
        // 999 assignments alone would not do: .001 is more than .05 / 200.
        const int Units = 200;
        Random random = new(3);
        int[] labels = [.. Enumerable.Range(0, 90).Select(sample => sample % 3)];
        float[][] rows = [.. labels.Select(label => Enumerable.Range(0, Units).Select(unit =>
            random.NextSingle() + (unit == 77 && label == 1 ? 3f : 0)).ToArray())];
        using WorkerPool workers = new(2);
        EnsembleCase ensembles = new(labels, rows, 3);
        double[][] pValues = SelectivityTest.PValues(ensembles.Layer(workers), Level, workers);
        Assert.Equal(1 / 4001.0, pValues[1][77]);
        int[][] units = EnsembleRules.Find("selectivity").FindAll(ensembles.Layer(workers));
        Assert.Contains(77, units[1]);
        Assert.InRange(units.Sum(ofClass => ofClass.Length), 1, 3);
    }

    [Fact]
    public void Without_selective_units_hardly_any_is_found()
    {
        Random random = new(5);
        int[] labels = [.. Enumerable.Range(0, 200).Select(sample => sample % 4)];
        float[][] rows = [.. labels.Select(_ => Enumerable.Range(0, 150).Select(_ => MathF.Max(random.Signed(), 0)).ToArray())];
        using WorkerPool workers = new(1);
        int[][] units = EnsembleRules.Find("selectivity").FindAll(new EnsembleCase(labels, rows, 4).Layer(workers));
        Assert.InRange(units.Sum(ofClass => ofClass.Length), 0, 1);
    }

    [Theory]
    [InlineData(new[] { 0.01, 0.02, 0.03, 0.2 }, new[] { 0, 1, 2 })]
    [InlineData(new[] { 0.04, 0.9, 0.04, 0.04 }, new int[0])]
    [InlineData(new[] { 0.05, 0.05, 0.05, 0.05 }, new[] { 0, 1, 2, 3 })]
    [InlineData(new[] { 0.03, 0.02, 0.001, 1 }, new[] { 0, 1, 2 })]
    [InlineData(new double[0], new int[0])]
    public void Benjamini_and_Hochberg_accept_up_to_the_last_that_passes(double[] pValues, int[] expected) =>
        Assert.Equal(expected, BenjaminiHochberg.Select(pValues, Level));

    [Fact]
    public void Benjamini_and_Hochberg_by_definition()
    {
        Random random = new(4);
        for (int trial = 0; trial < 300; trial++)
        {
            double[] pValues = [.. Enumerable.Range(0, 1 + random.Next(30)).Select(_ => Math.Round(Math.Pow(random.NextDouble(), 3), 3))];
            int count = pValues.Length;
            double bound = pValues.Where(value => value <= pValues.Count(other => other <= value) * Level / count).DefaultIfEmpty(-1).Max();
            Assert.Equal(Enumerable.Range(0, count).Where(index => pValues[index] <= bound), BenjaminiHochberg.Select(pValues, Level));
        }
    }

    private static int[] Assign(int[] labels, int number)
    {
        int[] assigned = [.. labels];
        RandomStream random = RandomStream.For(1, RandomPurpose.Selectivity, number);
        for (int last = assigned.Length - 1; last > 0; last--)
        {
            int other = random.NextIndex(last + 1);
            (assigned[last], assigned[other]) = (assigned[other], assigned[last]);
        }

        return assigned;
    }

    private static double Difference(EnsembleCase ensembles, int[] labels, int classIndex, int unit)
    {
        double[] inside = [.. ensembles.Rows.Where((_, sample) => labels[sample] == classIndex).Select(row => (double)row[unit])];
        double[] outside = [.. ensembles.Rows.Where((_, sample) => labels[sample] != classIndex).Select(row => (double)row[unit])];
        return inside.Average() - outside.Average();
    }
}
