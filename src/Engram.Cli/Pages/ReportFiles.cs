using Engram.Experiments.Analyses;
using Engram.Reports;

namespace Engram.Cli.Pages;

/// <summary>Where a report's files lie, the same for all commands that write one.</summary>
internal static class ReportFiles
{
    /// <summary>Writes a page, and its figures into the folder <c>figures</c> beside it.</summary>
    public static void Write(string path, IReadOnlyList<FinishedRun> runs, string? title)
    {
        string folder = PageFile.Require(path, "report", runs.Select(run => run.Folder));
        Report.Write(path, Path.Combine(folder, "figures"), title ?? RunTitles.Of(runs), runs);
    }
}
