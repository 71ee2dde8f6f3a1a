using Engram.Experiments;

namespace Engram.Cli.Rendering;

/// <summary>Shows a sweep while it goes on.</summary>
internal interface ISweepDisplay
{
    /// <summary>Carries a sweep out and shows what it reports.</summary>
    SweepOutcome Show(Func<ISweepObserver, SweepOutcome> sweep);
}
