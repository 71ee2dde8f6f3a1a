namespace Engram.Reports.Drawing;

/// <summary>The stretch of an axis that shows points well.</summary>
internal static class AxisRange
{
    private const double SmallestSpan = 0.02;

    /// <summary>From below the smallest to above the largest finite value, with some room, within limits.</summary>
    public static (double Low, double High) Around(IEnumerable<double> values, double lowest, double highest)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        if (finite.Length == 0)
        {
            return (lowest, double.IsFinite(highest) ? highest : lowest + 1);
        }

        double room = Math.Max(SmallestSpan, 0.12 * (finite.Max() - finite.Min()));
        return (Math.Max(lowest - 0.005, finite.Min() - room), Math.Min(highest + 0.005, finite.Max() + room));
    }
}
