using Engram.Analysis.Ensembles;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class KolmogorovSmirnovTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(61)]
    [InlineData(400)]
    public void Exact_p_values_are_shares_of_all_orders(int sampleCount)
    {
        KolmogorovSmirnovTable table = new(sampleCount);
        for (int count = 0; count <= sampleCount; count += Math.Max(1, sampleCount / 40))
        {
            Assert.Equal(ReferenceKolmogorovSmirnov.PValue(sampleCount, count), table[count], 1e-11);
        }
    }

    [Fact]
    public void Tiny_p_values_keep_their_digits()
    {
        // Only both extreme orders reach the end: 2 / C(2n, n) with n = 40.
        KolmogorovSmirnovTable table = new(40);
        double orders = 1;
        for (int step = 1; step <= 40; step++)
        {
            orders *= (40.0 + step) / step;
        }

        Assert.Equal(2 / orders, table[40], 2 / orders * 1e-12);
        Assert.True(table[table.NegligibleCount] < 1e-18 && table[table.NegligibleCount - 1] >= 1e-18);
        Assert.Equal(6, new KolmogorovSmirnovTable(5).NegligibleCount);
    }

    [Theory]
    [InlineData(1, 40, 30, 0)]
    [InlineData(2, 300, 25, 0)]
    [InlineData(3, 300, 25, 3)]
    [InlineData(4, 600, 12, 40)]
    [InlineData(5, 4, 20, 0)]
    [InlineData(6, 1500, 6, 0)]
    public void Mean_p_values_are_those_of_all_pairs(int seed, int samples, int units, int levels)
    {
        EnsembleCase ensembles = EnsembleCase.Random(seed, samples, units, 4, levels);
        using WorkerPool workers = new(2);
        for (int classIndex = 0; classIndex < 3; classIndex++)
        {
            double[] actual = KolmogorovSmirnovMeans.Compute(ensembles.Layer(workers).Sorted(classIndex), workers);
            double[][] columns = [.. Enumerable.Range(0, units).Select(unit => ensembles.Column(classIndex, unit))];
            int count = columns[0].Length;
            for (int unit = 0; unit < units; unit++)
            {
                double expected = columns.Where((_, other) => other != unit)
                    .Average(other => ReferenceKolmogorovSmirnov.PValue(count, ReferenceKolmogorovSmirnov.Count(columns[unit], other)));
                Assert.Equal(expected, actual[unit], 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(7, 1500, 14, 0)]
    [InlineData(8, 600, 14, 5)]
    public void The_largest_difference_of_every_pair_is_found_between_grid_values_too(int seed, int samples, int units, int levels)
    {
        EnsembleCase ensembles = EnsembleCase.Random(seed, samples, units, 3, levels);
        using WorkerPool workers = new(1);
        DistributionGrid grid = new(ensembles.Layer(workers).Sorted(0), workers);
        for (int first = 0; first < units; first++)
        {
            for (int second = 0; second < units; second++)
            {
                int expected = ReferenceKolmogorovSmirnov.Count(ensembles.Column(0, first), ensembles.Column(0, second));
                Assert.Equal(expected, grid.LargestDifference(first, second, int.MaxValue));
                Assert.InRange(grid.LargestDifference(first, second, expected / 2), expected / 2, expected);
            }
        }
    }

    [Fact]
    public void Without_samples_or_other_units_there_is_no_mean()
    {
        using WorkerPool workers = new(1);
        EnsembleCase single = new([0, 0], [[1], [2]], 2);
        Assert.All(KolmogorovSmirnovMeans.Compute(single.Layer(workers).Sorted(0), workers), mean => Assert.True(double.IsNaN(mean)));
        Assert.All(KolmogorovSmirnovMeans.Compute(single.Layer(workers).Sorted(1), workers), mean => Assert.True(double.IsNaN(mean)));
    }
}
