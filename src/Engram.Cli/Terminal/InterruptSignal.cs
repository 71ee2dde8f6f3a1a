using System.Runtime.InteropServices;

namespace Engram.Cli.Terminal;

/// <summary>
/// Turns the first Ctrl-C, SIGTERM or SIGHUP (the terminal was closed) into a request to stop after the current step; a
/// second Ctrl-C or SIGTERM ends the process at once, and what it loses is the time since the last checkpoint.
/// </summary>
internal sealed class InterruptSignal : IDisposable
{
    private const string ShowCursor = "\u001b[?25h";

    private readonly CancellationTokenSource _source = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Shell _shell;
    private readonly bool _ignoresInterrupt;

    /// <param name="shell">Where the cursor is shown again.</param>
    /// <param name="ignoresInterrupt">
    /// Whether Ctrl-C is somebody else's affair: a terminal sends it to a process and to all that it has started.
    /// </param>
    public InterruptSignal(Shell shell, bool ignoresInterrupt = false)
    {
        _shell = shell;
        _ignoresInterrupt = ignoresInterrupt;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, Handle),
        ];
    }

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal == PosixSignal.SIGINT && _ignoresInterrupt)
        {
            return;
        }

        // A terminal that is closed may say so twice, by its shell and by itself, and that is nobody's impatience.
        if (context.Signal == PosixSignal.SIGHUP)
        {
            _source.Cancel();
            return;
        }

        if (_source.IsCancellationRequested)
        {
            // The progress bar hides the cursor, and nobody else would show it again.
            System.Console.Out.Write(_shell.IsTerminal ? ShowCursor + Environment.NewLine : "");
            Environment.Exit(ExitCode.Interrupted);
        }

        _source.Cancel();
    }
}
