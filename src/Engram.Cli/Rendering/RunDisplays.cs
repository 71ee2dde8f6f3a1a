using Engram.Cli.Terminal;

namespace Engram.Cli.Rendering;

/// <summary>Chooses how a run is shown.</summary>
internal static class RunDisplays
{
    public static IRunDisplay Create(Shell shell, bool onlyResult) =>
        onlyResult ? new WarningsDisplay(shell)
        : shell.IsTerminal ? new BarDisplay(shell)
        : new LinesDisplay(shell, TimeProvider.System);
}
