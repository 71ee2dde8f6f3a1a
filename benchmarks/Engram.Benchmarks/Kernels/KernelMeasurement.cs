using Engram.Benchmarks.Machine;

namespace Engram.Benchmarks.Kernels;

/// <summary>What a case took, and what that is of the machine's best.</summary>
/// <param name="Kernel">What was measured.</param>
/// <param name="Size">Rows, summed index, columns.</param>
/// <param name="Pattern">How active units are spread.</param>
/// <param name="ActiveFraction">Share of active units.</param>
/// <param name="Seconds">Least time of the case.</param>
/// <param name="MedianSeconds">Median of its times.</param>
/// <param name="Timings">How often it was timed.</param>
/// <param name="GigaflopsUseful">Two per multiply-add that counts, in 10⁹ per second; none where there are none.</param>
/// <param name="PeakShare">Useful multiply-adds per second over the peak that was measured in turn with the case.</param>
/// <param name="GigabytesPerSecond">Bytes that had to move, in 10⁹ per second.</param>
/// <param name="TriadShare">These over the streaming triad; above 1 where data stay in a cache.</param>
public sealed record KernelMeasurement(
    string Kernel,
    string Size,
    string Pattern,
    double ActiveFraction,
    double Seconds,
    double MedianSeconds,
    int Timings,
    double? GigaflopsUseful,
    double? PeakShare,
    double GigabytesPerSecond,
    double TriadShare)
{
    public static KernelMeasurement From(KernelCase measured, IReadOnlyList<double> seconds, double multiplyAddPeak, MachinePeaks peaks)
    {
        double least = seconds.Min();
        double multiplyAdds = measured.Work.MultiplyAdds / least;
        double bytes = measured.Work.Bytes / least;
        return new KernelMeasurement(
            measured.Kernel,
            measured.Size,
            measured.Pattern.ToString(),
            measured.ActiveFraction,
            least,
            seconds.Order().ElementAt(seconds.Count / 2),
            seconds.Count,
            multiplyAdds > 0 ? 2e-9 * multiplyAdds : null,
            multiplyAdds > 0 ? multiplyAdds / multiplyAddPeak : null,
            1e-9 * bytes,
            bytes / peaks.TriadBytesPerSecond);
    }
}
