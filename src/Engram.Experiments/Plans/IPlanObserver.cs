using Engram.Experiments.Runs;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Plans;

/// <summary>Shows a plan while it is carried out.</summary>
public interface IPlanObserver
{
    /// <summary>Carries a training out and shows what it reports.</summary>
    /// <param name="run">The run.</param>
    /// <param name="number">Its number in the plan, from 1.</param>
    /// <param name="count">Runs of the plan.</param>
    /// <param name="train">Trains, and reports to the observer that it is given.</param>
    RunOutcome Train(PlannedRun run, int number, int count, Func<IRunObserver, RunOutcome> train);

    /// <summary>Is told of what may be wrong with a run that is analyzed.</summary>
    void Warn(string message);

    /// <summary>Carries an analysis out and shows the names of its stages.</summary>
    void Analyze(PlannedRun run, Action<Action<string>> analyze);
}
