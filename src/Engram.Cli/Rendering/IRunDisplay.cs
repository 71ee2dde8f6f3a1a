using Engram.Experiments.Runs;

namespace Engram.Cli.Rendering;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunDisplay
{
    /// <summary>Carries a run out and shows what it reports.</summary>
    RunOutcome Show(Func<IRunObserver, RunOutcome> run);
}
