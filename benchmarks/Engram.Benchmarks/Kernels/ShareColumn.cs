using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Engram.Benchmarks.Machine;

namespace Engram.Benchmarks.Kernels;

/// <summary>A column computed from a case's work, its mean time and the machine's peaks.</summary>
/// <param name="name">Head of the column.</param>
/// <param name="legend">What it is.</param>
/// <param name="format">Format of its numbers.</param>
/// <param name="compute">From work, mean seconds and peaks to the number; 0 is shown as a dash.</param>
internal sealed class ShareColumn(string name, string legend, string format, Func<KernelWork, double, MachinePeaks, double> compute) : IColumn
{
    private static readonly Lazy<MachinePeaks> Peaks = new(() => MachinePeaks.Measure(1));

    public string Id => $"{nameof(ShareColumn)}.{name}";

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } statistics)
        {
            return "?";
        }

        var measured = (KernelCase)benchmarkCase.Parameters[nameof(KernelBenchmarks.Case)];
        double value = compute(measured.Work, 1e-9 * statistics.Mean, Peaks.Value);
        return value > 0 ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public override string ToString() => name;
}
