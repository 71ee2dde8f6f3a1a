using Engram.Experiments.Analyses;
using Engram.Experiments.Files;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Sweeps;

/// <summary>
/// Carries one run of a sweep out in this process and notes how that went. The local pool and every task of a Slurm array
/// do nothing else.
/// </summary>
public static class SweepWorker
{
    /// <summary>Begins the run, or goes on with it; a finished one is only analyzed where that is asked for and missing.</summary>
    /// <param name="plan">The sweep.</param>
    /// <param name="name">Name of the run.</param>
    /// <param name="folder">The sweep's folder.</param>
    /// <param name="options">Threads and data; the rest is the plan's.</param>
    /// <param name="observer">Is told what happens.</param>
    /// <param name="cancellation">Asks for a checkpoint and an early return.</param>
    /// <exception cref="EngramException">The sweep has no such run, or the run cannot start.</exception>
    public static RunOutcome Carry(
        SweepPlan plan, string name, SweepFolder folder, RunOptions options, IRunObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(options);
        PlannedRun run = Find(plan, name);
        SweepAttempt attempt = AttemptDocument.Next(folder, name);
        AttemptDocument.Begin(folder, attempt);
        try
        {
            RunOutcome outcome = Train(plan, run, folder, options, observer, cancellation);
            AttemptDocument.End(folder, Ended(attempt, outcome.Record));
            return outcome;
        }
        catch (EngramException error)
        {
            AttemptDocument.End(folder, attempt with
            {
                Status = AttemptStatus.Failed,
                Cause = error.Message,
                NotRetriedBecause = "the run cannot start before that is put right",
            });
            throw;
        }
        catch (Exception error)
        {
            AttemptDocument.End(folder, attempt with { Status = AttemptStatus.Failed, Cause = $"{error.GetType().Name}: {error.Message}" });
            throw;
        }
    }

    /// <summary>Whether nothing is left to do for a run.</summary>
    internal static bool IsDone(SweepFolder folder, PlannedRun run, SweepSettings settings)
    {
        RunFolder parts = folder.Run(run.Name);
        return File.Exists(parts.WeightsPath)
            && RunWatch.ReadRecord(parts) is { Status: RunStatus.Finished }
            && RunIntegrity.FindDamaged(parts) is null
            && new KeptFolder(parts).FindDamaged(_ => true) is null
            && (!settings.Analyze || FinishedRun.HasIntactAnalysis(parts.Path));
    }

    private static RunOutcome Train(
        SweepPlan plan, PlannedRun run, SweepFolder folder, RunOptions options, IRunObserver observer, CancellationToken cancellation)
    {
        string path = folder.Run(run.Name).Path;
        RunOptions own = options with
        {
            Folder = path,
            CheckpointEvery = plan.Settings.CheckpointEvery,
            KeepCheckpoints = plan.Settings.KeepCheckpoints,
            SaveRepresentations = plan.Settings.Representations,
        };
        RunOutcome outcome = Runner.RunOrResume(run.Spec, own, observer, cancellation);
        if (plan.Settings.Analyze && outcome.Record.Status == RunStatus.Finished && !FinishedRun.HasIntactAnalysis(path))
        {
            RunAnalysis.Analyze(path, new AnalysisRunOptions { DataDirectory = options.DataDirectory, Threads = options.Threads });
        }

        return outcome;
    }

    private static SweepAttempt Ended(SweepAttempt attempt, RunRecord record) => record.Status switch
    {
        RunStatus.Finished => attempt with { Status = AttemptStatus.Finished },
        RunStatus.Interrupted => attempt with { Status = AttemptStatus.Interrupted },
        _ => attempt with
        {
            Status = AttemptStatus.Failed,
            Cause = record.Error,
            NotRetriedBecause = record.ErrorRecurs ? "the same spec gives the same error every time" : null,
        },
    };

    private static PlannedRun Find(SweepPlan plan, string name) =>
        plan.Runs.FirstOrDefault(run => run.Name == name) ?? throw new EngramException(
            $"The sweep {plan.Name} has no run {name}; {NearestName.Hint(name, [.. plan.Runs.Select(run => run.Name)], $"name one of its {plan.Runs.Count}, such as {plan.Runs[0].Name}")}.");
}
