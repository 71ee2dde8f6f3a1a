using Engram.Cli.Terminal;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;

namespace Engram.Cli.Rendering;

/// <summary>Shows how a run ended.</summary>
internal static class RunEnding
{
    /// <summary>Writes the result and what may come next, the way to resume, or the error.</summary>
    /// <param name="shell">The terminal.</param>
    /// <param name="outcome">How the run ended.</param>
    /// <param name="resumeCommand">Goes on with the run where it was interrupted.</param>
    /// <param name="json">Print run.json and nothing else.</param>
    /// <param name="next">What one may do with the run once it has finished.</param>
    /// <returns>The exit code.</returns>
    public static int Show(Shell shell, RunOutcome outcome, string resumeCommand, bool json, params IReadOnlyList<(string Command, string Purpose)> next)
    {
        RunRecord record = outcome.Record;
        if (json)
        {
            shell.Output.Write(RunDocument.Format(record));
        }

        TextWriter text = json ? shell.Error : shell.Output;
        switch (record.Status)
        {
            case RunStatus.Interrupted:
                text.WriteLine($"Interrupted after {RunText.Count(record.CompletedSteps)} of {RunText.Count(record.TotalSteps)} steps; a checkpoint is written. Resume with:");
                text.WriteLine(resumeCommand);
                return ExitCode.Interrupted;
            case RunStatus.Failed:
                shell.Error.WriteLine(record.Error);
                return ExitCode.Failed;
            default:
                if (!json)
                {
                    ShowResult(shell, outcome);
                    NextSteps.Show(shell, next);
                }

                return ExitCode.Done;
        }
    }

    private static void ShowResult(Shell shell, RunOutcome outcome)
    {
        RunRecord record = outcome.Record;
        shell.WriteLine();
        shell.WriteText($"Test accuracy {RunText.Fixed(record.TestAccuracy, 4)}  ({record.Model} on {RunText.DataName(record.Data)}, seed {record.Seed})");
        if (record.ValidationAccuracy is { } validation)
        {
            shell.WriteText($"Validation accuracy {RunText.Fixed(validation, 4)}");
        }

        LayerTable.Show(shell, record.Model, record.Layers, record.TestAccuracy);
        string memory = record.PeakResidentBytes is { } peak ? $", {RunText.Megabytes(peak)} at most" : "";
        shell.WriteText($"Training {RunText.Seconds(record.TrainSeconds)} ({RunText.Count(record.SamplesPerSecond ?? 0)} images/s), {RunText.Seconds(record.TotalSeconds)} in all{memory}");
        shell.WriteLine($"Run folder {outcome.Folder}");
    }
}
