using System.Diagnostics;
using Engram.Reports;

namespace Engram.Tests.Reports;

public sealed class ReportTests
{
    /// <summary>
    /// The report that people look at while they work on figures: ENGRAM_SAMPLE_REPORT names a folder that keeps it.
    /// </summary>
    [Fact]
    public void A_report_of_three_models_is_written()
    {
        using var temporary = new TemporaryFolder();
        string folder = Environment.GetEnvironmentVariable("ENGRAM_SAMPLE_REPORT") ?? temporary.Path;
        Directory.CreateDirectory(folder);
        string page = Path.Combine(folder, "report.html");
        var watch = Stopwatch.StartNew();

        Report.Write(page, Path.Combine(folder, "figures"), "Emergent representations on Fashion-MNIST", SampleReport.Runs);

        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {new FileInfo(page).Length} bytes");
        Assert.InRange(new FileInfo(page).Length, 100_000, 4_000_000);
    }
}
