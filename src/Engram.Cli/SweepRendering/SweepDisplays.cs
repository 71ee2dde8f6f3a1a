using Engram.Cli.Terminal;

namespace Engram.Cli.SweepRendering;

/// <summary>Chooses how a sweep is shown.</summary>
internal static class SweepDisplays
{
    public static ISweepDisplay Create(Shell shell, bool quiet) =>
        shell.IsTerminal && !quiet ? new SweepTableDisplay(shell) : new SweepLinesDisplay(shell, quiet);
}
