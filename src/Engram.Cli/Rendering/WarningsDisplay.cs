using Engram.Cli.Terminal;
using Engram.Experiments.Runs;

namespace Engram.Cli.Rendering;

/// <summary>Shows nothing but warnings, and those on the error output.</summary>
internal sealed class WarningsDisplay(Shell shell) : IRunDisplay, IRunObserver
{
    public RunOutcome Show(Func<IRunObserver, RunOutcome> run) => run(this);

    public void Notify(RunEvent runEvent)
    {
        if (runEvent is RunWarned { Message: var message })
        {
            shell.Warn(message);
        }
    }
}
