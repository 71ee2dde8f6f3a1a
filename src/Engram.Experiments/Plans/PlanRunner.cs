using Engram.Experiments.Analyses;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Plans;

/// <summary>
/// Trains and analyzes the runs of a plan, one after the other. What is finished is left as it is and what was interrupted
/// is resumed, so that a plan may be stopped at any moment and started again.
/// </summary>
public static class PlanRunner
{
    /// <summary>Carries a plan out.</summary>
    /// <param name="plan">The runs.</param>
    /// <param name="parent">The folder of the runs' folders.</param>
    /// <param name="options">How to carry them out; the folder is not looked at.</param>
    /// <param name="observer">Shows it.</param>
    /// <param name="cancellation">Asks for a checkpoint and an early return.</param>
    /// <returns>The outcome of the run that did not finish, or null when all did.</returns>
    /// <exception cref="EngramException">A run cannot start, or cannot be analyzed.</exception>
    public static RunOutcome? Carry(
        IReadOnlyList<PlannedRun> plan, string parent, RunOptions options, IPlanObserver observer, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(observer);
        new DataGuard(options.DataDirectory).Require(Begun(plan, parent), OtherData.Meant);
        foreach ((int index, PlannedRun run) in plan.Index())
        {
            string folder = Path.Combine(parent, run.Name);
            if (FinishedRun.IsAnalyzed(folder) && RunIntegrity.FindDamaged(new RunFolder(folder)) is null && FinishedRun.HasIntactAnalysis(folder))
            {
                Runner.RequireSpec(folder, run.Spec);
                continue;
            }

            RunOutcome outcome = observer.Train(run, index + 1, plan.Count, trained =>
                Runner.RunOrResume(run.Spec, options with { Folder = folder }, trained, cancellation));
            if (outcome.Record.Status != RunStatus.Finished)
            {
                return outcome;
            }

            var analysis = new AnalysisRunOptions { DataDirectory = options.DataDirectory, Threads = options.Threads, Warn = observer.Warn };
            observer.Analyze(run, progress => RunAnalysis.Analyze(folder, analysis, progress));
        }

        return null;
    }

    /// <summary>Where a plan's runs belong: the folder named for them or, where runs in that are on other data and this is meant, one in it named after the data.</summary>
    /// <param name="plan">The runs.</param>
    /// <param name="parent">The folder named for them.</param>
    /// <param name="options">Where the data are.</param>
    /// <exception cref="EngramException">The data are not found.</exception>
    public static string FolderOfData(IReadOnlyList<PlannedRun> plan, string parent, RunOptions options)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(options);
        var guard = new DataGuard(options.DataDirectory);
        return options.OtherData && guard.FindOther(Begun(plan, parent)) is not null ? Path.Combine(parent, guard.FolderOf(plan[0].Spec)) : parent;
    }

    private static IEnumerable<(RunFolder Folder, RunSpec Spec)> Begun(IReadOnlyList<PlannedRun> plan, string parent)
    {
        foreach (PlannedRun run in plan)
        {
            var folder = new RunFolder(Path.Combine(parent, run.Name));
            if (folder.HoldsRun)
            {
                Runner.RequireSpec(folder.Path, run.Spec);
                yield return (folder, run.Spec);
            }
        }
    }
}
