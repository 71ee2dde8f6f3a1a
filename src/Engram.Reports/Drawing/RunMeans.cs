using Engram.Analysis.Statistics;

namespace Engram.Reports.Drawing;

/// <summary>Statistics over the runs that have a measure.</summary>
internal static class RunMeans
{
    /// <summary>Statistics of the finite values; null where there is none.</summary>
    public static RunStatistics? Of(IEnumerable<double?> values)
    {
        double[] finite = [.. values.OfType<double>().Where(double.IsFinite)];
        return finite.Length == 0 ? null : RunStatistics.Of(finite);
    }
}
