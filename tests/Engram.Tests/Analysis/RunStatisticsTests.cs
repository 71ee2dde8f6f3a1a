using Engram.Analysis.Statistics;
using Engram.Tests.TestSupport.References;

namespace Engram.Tests.Analysis;

public class RunStatisticsTests
{
    [Fact]
    public void Mean_and_deviation_are_the_formulas()
    {
        RunStatistics statistics = RunStatistics.Of([1, 2, 4]);
        Assert.Equal(3, statistics.Count);
        Assert.Equal(7 / 3.0, statistics.Mean, 1e-15);
        Assert.Equal(Math.Sqrt(((16 / 9.0) + (1 / 9.0) + (25 / 9.0)) / 2), statistics.StandardDeviation!.Value, 1e-15);
        Assert.Equal(new RunStatistics(1, 5, null, null, null), RunStatistics.Of([5]));
        Assert.Throws<ArgumentException>(() => RunStatistics.Of([]));
    }

    [Fact]
    public void The_interval_holds_95_percent_of_all_resamples()
    {
        // Six values: 6⁶ resamples, all of them tried here.
        double[] values = [0.1, 0.2, 0.25, 0.5, 0.9, 1.3];
        double[] means = new double[46656];
        for (int resample = 0; resample < means.Length; resample++)
        {
            int digits = resample;
            for (int draw = 0; draw < 6; draw++)
            {
                means[resample] += values[digits % 6] / 6;
                digits /= 6;
            }
        }

        Array.Sort(means);
        RunStatistics statistics = RunStatistics.Of(values);
        Assert.InRange(statistics.Lower!.Value, ReferenceQuantile.Of(means, 0.021), ReferenceQuantile.Of(means, 0.029));
        Assert.InRange(statistics.Upper!.Value, ReferenceQuantile.Of(means, 0.971), ReferenceQuantile.Of(means, 0.979));
        Assert.Equal(statistics, RunStatistics.Of(values));
    }

    [Fact]
    public void Equal_values_have_no_spread()
    {
        RunStatistics statistics = RunStatistics.Of([0.5, 0.5, 0.5]);
        Assert.Equal(new RunStatistics(3, 0.5, 0, 0.5, 0.5), statistics);
    }

    [Fact]
    public void Fewer_than_five_runs_have_a_range_and_no_interval()
    {
        RunStatistics four = RunStatistics.Of([0.1, 0.4, 0.2, 0.3]);
        Assert.Equal((0.1, 0.4, true), (four.Lower, four.Upper, four.IsRange));
        RunStatistics five = RunStatistics.Of([0.1, 0.4, 0.2, 0.3, 0.5]);
        Assert.False(five.IsRange);
        Assert.InRange(five.Lower!.Value, 0.11, 0.25);
    }

    [Theory]
    [InlineData(new[] { 1.0, 2, 3 }, new[] { 7.0, 8, 9 }, 2 / 20.0, 20)]
    [InlineData(new[] { 7.0, 8, 9 }, new[] { 1.0, 2, 3 }, 2 / 20.0, 20)]
    [InlineData(new[] { 1.0 }, new[] { 2.0 }, 1.0, 2)]
    [InlineData(new[] { 0.3, 0.3 }, new[] { 0.3, 0.3, 0.3 }, 1.0, 10)]
    [InlineData(new[] { 5.0 }, new[] { 1.0, 2, 3 }, 1 / 4.0, 4)]
    public void Known_p_values(double[] first, double[] second, double pValue, int regroupings)
    {
        PermutationTest test = PermutationTest.Compare(first, second);
        Assert.Equal(first.Average() - second.Average(), test.Difference, 1e-14);
        Assert.Equal(pValue, test.PValue, 1e-14);
        Assert.Equal((regroupings, true), (test.Regroupings, test.IsExact));
        Assert.Equal((first.Length == second.Length ? 2.0 : 1.0) / regroupings, test.SmallestPValue, 1e-14);
    }

    [Fact]
    public void All_regroupings_are_enumerated()
    {
        Random random = new(1);
        double[] first = [.. Enumerable.Range(0, 5).Select(_ => Math.Round(random.NextDouble(), 1) + 0.3)];
        double[] second = [.. Enumerable.Range(0, 7).Select(_ => Math.Round(random.NextDouble(), 1))];
        double[] values = [.. first, .. second];
        double real = Math.Abs(first.Average() - second.Average());
        int reached = 0;
        int all = 0;
        for (int mask = 0; mask < 1 << 12; mask++)
        {
            if (int.PopCount(mask) == 5)
            {
                all++;
                double inside = values.Where((_, index) => ((mask >> index) & 1) == 1).Average();
                double outside = values.Where((_, index) => ((mask >> index) & 1) == 0).Average();
                reached += Math.Abs(inside - outside) >= real - 1e-9 ? 1 : 0;
            }
        }

        Assert.Equal(reached / (double)all, PermutationTest.Compare(first, second).PValue, 1e-14);
    }

    [Fact]
    public void Too_many_regroupings_are_sampled()
    {
        double[] first = [.. Enumerable.Range(0, 10).Select(index => (double)index)];
        double[] second = [.. Enumerable.Range(0, 10).Select(index => index + 3.5)];
        PermutationTest test = PermutationTest.Compare(first, second);
        Assert.Equal((19_999, false), (test.Regroupings, test.IsExact));

        // Two means of ten such values: about .024 of the regroupings are as far apart.
        Assert.InRange(test.PValue, 0.01, 0.04);
        Assert.Equal(test, PermutationTest.Compare(first, second));
        Assert.Equal(1 / 20_000.0, PermutationTest.Compare(first, [.. first.Select(value => value + 100)]).PValue, 2e-4);
        Assert.Throws<ArgumentException>(() => PermutationTest.Compare([], [1]));
    }
}
