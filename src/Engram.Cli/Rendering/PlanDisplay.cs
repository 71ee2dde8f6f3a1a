using Engram.Cli.Terminal;
using Engram.Experiments.Plans;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Runs;
using Engram.Experiments.SweepFiles;

namespace Engram.Cli.Rendering;

/// <summary>Shows the runs of a plan one after the other: its number, its training as for a single run, one line of result.</summary>
internal sealed class PlanDisplay(Shell shell, bool onlyResult) : IPlanObserver
{
    public RunOutcome Train(PlannedRun run, int number, int count, Func<IRunObserver, RunOutcome> train)
    {
        if (!onlyResult)
        {
            shell.WriteLine($"[{number}/{count}] {run.Name}");
        }

        RunOutcome outcome = RunDisplays.Create(shell, onlyResult).Show(train);
        if (!onlyResult && outcome.Record is { Status: RunStatus.Finished } record)
        {
            string sparseness = string.Join(" ", record.Layers.Select(layer => RunText.Fixed(layer.HoyerSparseness, 3)));
            shell.WriteLine($"{RunText.Accuracies(record)}, sparseness {sparseness}, {RunText.Seconds(record.TotalSeconds)}");
        }

        return outcome;
    }

    public void Warn(string message) => shell.Warn(message);

    public void Analyze(PlannedRun run, Action<Action<string>> analyze) =>
        StageDisplay.Show(shell, "analyzing", "analyzed", onlyResult, analyze);
}
