using Engram.Cli.Terminal;
using Engram.Experiments.Slurm;
using Engram.Experiments.SweepFiles;
using Engram.Experiments.Sweeps;

namespace Engram.Cli.SweepRendering;

/// <summary>Shows how a sweep on a cluster stands when it is no longer followed.</summary>
internal static class SlurmEnding
{
    /// <summary>As for a sweep on this machine; where jobs go on, how to follow and how to cancel them.</summary>
    /// <returns>The exit code.</returns>
    public static int Show(Shell shell, SweepOutcome outcome, SweepFolder folder, string followCommand, bool waited, bool quiet)
    {
        IReadOnlyList<int> jobs = SlurmRunner.JobIds(folder, outcome.Unfinished);
        if (outcome.Unfinished.Count == 0 || jobs.Count == 0)
        {
            return SweepEnding.Show(shell, outcome, folder, followCommand, quiet);
        }

        SweepEnding.ShowFailures(shell, outcome, folder);
        if (!quiet)
        {
            shell.WriteLine($"{SweepText.Runs(outcome.Unfinished.Count)} in the cluster's hands, newest job {jobs[0]} ({folder.SlurmScriptPath}). Follow with:");
            shell.WriteLine(followCommand);
            shell.WriteLine("Cancel with:");
            shell.WriteLine($"scancel {string.Join(' ', jobs)}");
        }

        return waited ? ExitCode.Interrupted : ExitCode.Done;
    }
}
