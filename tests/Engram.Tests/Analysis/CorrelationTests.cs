using Engram.Analysis.Statistics;

namespace Engram.Tests.Analysis;

public class CorrelationTests
{
    [Fact]
    public void Of_known_series()
    {
        Assert.Equal(1, Correlation.Pearson([1, 2, 3], [10, 20, 30])!.Value, 1e-15);
        Assert.Equal(-1, Correlation.Pearson([1, 2], [5, 3])!.Value, 1e-15);
        Assert.Equal(0.5, Correlation.Pearson([1, 2, 3], [1, 3, 2])!.Value, 1e-15);
        Assert.Equal(1, Correlation.Spearman([1, 2, 3], [1, 10, 1000])!.Value, 1e-15);

        // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4.
        Assert.Equal(4.5 / Math.Sqrt(4.5 * 5), Correlation.Spearman([1, 5, 5, 7], [1, 2, 3, 4])!.Value, 1e-15);
    }

    [Fact]
    public void Constant_short_and_empty_series_have_none()
    {
        Assert.Null(Correlation.Pearson([1, 1, 1], [1, 2, 3]));
        Assert.Null(Correlation.Spearman([1, 2, 3], [4, 4, 4]));
        Assert.Null(Correlation.Pearson([1], [2]));
        Assert.Null(Correlation.Pearson([], []));
    }
}
