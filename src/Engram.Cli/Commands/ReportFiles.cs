using Engram.Experiments.Analyses;
using Engram.Experiments.Evaluations;
using Engram.Reports;

namespace Engram.Cli.Commands;

/// <summary>Where a report's files lie, the same for all commands that write one.</summary>
internal static class ReportFiles
{
    /// <summary>Writes a page, and its figures into the folder <c>figures</c> beside it.</summary>
    public static void Write(string path, IReadOnlyList<FinishedRun> runs, string? title)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new EngramException($"The folder {folder} for the report does not exist; make it or name another file with --output.");
        }

        OutputFile.Require(path, "--output", runs.Select(run => run.Folder));
        Report.Write(path, Path.Combine(folder, "figures"), title ?? RunTitles.Of(runs), runs);
    }
}
