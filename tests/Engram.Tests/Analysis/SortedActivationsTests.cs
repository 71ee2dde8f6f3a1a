using Engram.Analysis.Representations;
using Engram.Tests.TestSupport;
using Engram.Tests.TestSupport.References;
using Engram.Threading;

namespace Engram.Tests.Analysis;

public class SortedActivationsTests
{
    [Theory]
    [InlineData(1, 60, 40, 0)]
    [InlineData(2, 201, 17, 0)]
    [InlineData(3, 90, 20, 3)]
    [InlineData(4, 3, 20, 0)]
    public void Medians_and_quantiles_are_NumPys(int seed, int samples, int units, int levels)
    {
        EnsembleCase ensembles = EnsembleCase.Random(seed, samples, units, 4, levels);
        using WorkerPool workers = new(2);
        for (int classIndex = 0; classIndex < 3; classIndex++)
        {
            SortedActivations sorted = ensembles.Layer(workers).Sorted(classIndex);
            double[][] columns = [.. Enumerable.Range(0, units).Select(unit => ensembles.Column(classIndex, unit))];
            double[] all = [.. columns.SelectMany(column => column)];
            foreach (double share in new[] { 0, 0.3, 0.5, 0.9, 0.987, 1 })
            {
                Assert.Equal(ReferenceQuantile.Of(all, share), sorted.Quantile(share), 1e-12);
            }

            for (int unit = 0; unit < units; unit++)
            {
                Assert.Equal(ReferenceQuantile.Of(columns[unit], 0.5), sorted.Median(unit), 1e-12);
                Assert.Equal(columns[unit].Where(value => value > 0).Order(), sorted.Active(unit).Select(value => (double)value));
                Assert.Equal(columns[unit].Count(value => value == 0), sorted.InactiveCount(unit));
            }
        }
    }
}
