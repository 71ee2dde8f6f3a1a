using Engram.Experiments.Analyses;
using Engram.Reports;

namespace Engram.Tests.Reports;

/// <summary>The runs of a typical report: three models, two of them repeated, and some runs with a class left out.</summary>
internal static class SampleReport
{
    public static IReadOnlyList<FinishedRun> Runs { get; } =
    [
        new SyntheticRun { Seed = 1, Accuracy = 0.8455 }.Build(),
        new SyntheticRun { Seed = 2, Accuracy = 0.8412 }.Build(),
        new SyntheticRun { Seed = 3, Accuracy = 0.8488 }.Build(),
        new SyntheticRun { Model = "bp-ff", Accuracy = 0.8821, Warnings = ["Layer 3 fell silent for 12 of 60,000 positive samples in epoch 31."] }.Build(),
        new SyntheticRun { Model = "bp", Seed = 1, Accuracy = 0.871 }.Build(),
        new SyntheticRun { Model = "bp", Seed = 2, Accuracy = 0.874 }.Build(),
        .. Enumerable.Range(0, 10).Select(left => new SyntheticRun { Seed = (ulong)left + 1, LeftOut = left, Accuracy = 0.86, HasWall = false }.Build()),
    ];

    /// <summary>
    /// Its page and how large the files of its figures are. People look at it while they work on figures: ENGRAM_SAMPLE_REPORT names a
    /// folder that keeps it.
    /// </summary>
    public static Lazy<(string Page, long[] FigureBytes)> Written { get; } = new(() =>
    {
        using var temporary = new TemporaryFolder();
        string folder = Environment.GetEnvironmentVariable("ENGRAM_SAMPLE_REPORT") is { Length: > 0 } kept ? kept : temporary.Path;
        string page = Path.Combine(Directory.CreateDirectory(folder).FullName, "report.html");
        string figures = Path.Combine(folder, "figures");
        Report.Write(page, figures, "Emergent representations on Fashion-MNIST", Runs);
        return (File.ReadAllText(page), [.. Directory.GetFiles(figures).Select(file => new FileInfo(file).Length)]);
    });
}
