using Engram.Cli.Terminal;
using Engram.Experiments.Results;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Cli.SweepRendering;

/// <summary>Shows how a sweep ended.</summary>
internal static class SweepEnding
{
    /// <summary>
    /// Writes the failures, the results, and how to go on. Failures come first: the files of a failed run may be what keeps
    /// the results from being made.
    /// </summary>
    /// <returns>The exit code.</returns>
    public static int Show(Shell shell, SweepOutcome outcome, SweepFolder folder, string sameCommand, bool quiet)
    {
        ShowFailures(shell, outcome, folder);
        bool complete = ResultsWarnings.Show(shell, SweepResults.Rebuild(folder));
        if (outcome.Unfinished.Count > 0)
        {
            shell.WriteLine($"Interrupted: {outcome.Finished.Count} finished, {outcome.Failures.Count} failed, {outcome.Unfinished.Count} to do. Go on with:");
            shell.WriteLine(sameCommand);
            return ExitCode.Interrupted;
        }

        if (!quiet)
        {
            shell.WriteLine($"{SweepText.Runs(outcome.Finished.Count)} finished; results in {folder.ResultsCsvPath}; to see them:");
            shell.WriteLine(shell.Invocation.Command("results", Invocation.OfPath(folder.Path)));
        }

        return outcome.Failures.Count > 0 || !complete ? ExitCode.Failed : ExitCode.Done;
    }

    /// <summary>Writes which runs are given up, why, and where their logs are.</summary>
    public static void ShowFailures(Shell shell, SweepOutcome outcome, SweepFolder folder)
    {
        if (outcome.Failures.Count == 0)
        {
            return;
        }

        // Plain lines: in the columns of a table paths and sentences would be cut into pieces.
        shell.WriteLine($"{SweepText.Runs(outcome.Failures.Count)} failed:");
        foreach (SweepAttempt attempt in outcome.Failures)
        {
            shell.WriteLine($"  {attempt.Run}  tried {(attempt.Number == 1 ? "once" : $"{attempt.Number} times")}");
            shell.WriteLine($"    {attempt.Cause}");
            shell.WriteLine($"    given up because {attempt.NotRetriedBecause}");
            string log = folder.LogPath(attempt.Run);
            shell.WriteLine(File.Exists(log) ? $"    {log}" : $"    no log: {log} was never begun");
        }
    }
}
