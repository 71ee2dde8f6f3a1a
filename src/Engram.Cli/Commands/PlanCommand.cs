using Engram.Cli.Pages;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Analyses;
using Engram.Experiments.Plans;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.SweepFiles;

namespace Engram.Cli.Commands;

/// <summary>What commands have in common that carry several runs out and report on them together.</summary>
internal static class PlanCommand
{
    /// <summary>Carries a plan out into a folder and writes its report there.</summary>
    /// <returns>The exit code.</returns>
    public static int Carry(Shell shell, IReadOnlyList<PlannedRun> plan, string folder, RunOptions options, bool quiet, string? title, CancellationToken cancellation)
    {
        var display = new PlanDisplay(shell, quiet);
        folder = PlanRunner.FolderOfData(plan, folder, options);
        RunOptions withComments = options with
        {
            OtherData = false,
            SpecComments = run => ["The effective spec of this run.", $"Evaluate it with: {RunLine.Evaluate(shell, run, options.DataDirectory)}"],
        };
        if (PlanRunner.Carry(plan, folder, withComments, display, cancellation) is { } unfinished)
        {
            return ShowUnfinished(shell, unfinished);
        }

        FinishedRun[] runs = [.. plan.Select(run => FinishedRun.Read(Path.Combine(folder, run.Name), shell.Warn))];
        if (runs.Any(run => run.Analysis.UnseenCategory is not null))
        {
            RunAnalysis.WriteUnseenTable(Path.Combine(folder, "unseen-category.csv"), runs.Select(run => run.Analysis));
        }

        if (!quiet)
        {
            ComparisonView.Show(shell, runs);
        }

        // Last: numbers are there even where figures cannot be drawn.
        string page = new RunFolder(folder).ReportPath;
        ReportFiles.Write(page, runs, title);
        if (!quiet)
        {
            shell.WriteLine($"Report {page}");
        }

        return ExitCode.Done;
    }

    private static int ShowUnfinished(Shell shell, RunOutcome outcome)
    {
        if (outcome.Record.Status == RunStatus.Failed)
        {
            shell.Error.WriteLine($"{outcome.Folder}: {outcome.Record.Error}");
            return ExitCode.Failed;
        }

        shell.WriteLine($"Interrupted in {outcome.Folder}; a checkpoint is written. The same command goes on from there.");
        return ExitCode.Interrupted;
    }
}
