using Engram.Experiments.Sweeps;

namespace Engram.Cli.SweepRendering;

/// <summary>Shows a sweep while it goes on.</summary>
internal interface ISweepDisplay
{
    /// <summary>Carries a sweep out and shows what it reports.</summary>
    SweepOutcome Show(Func<ISweepObserver, SweepOutcome> sweep);
}
