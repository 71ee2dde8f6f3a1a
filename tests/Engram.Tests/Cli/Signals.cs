using System.Runtime.InteropServices;

namespace Engram.Tests.Cli;

/// <summary>Signals that .NET itself does not send.</summary>
internal static partial class Signals
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Terminate = 15;

    public static void Send(int processId, int signal) => Assert.Equal(0, Kill(processId, signal));

    /// <summary>
    /// Processes that are started from now on take a signal that this one ignores, as a shell has it whose command is in the background: what is
    /// ignored is inherited.
    /// </summary>
    public static void LetChildrenTake(int signal)
    {
        const nint takesDefault = 0;
        const nint ignores = 1;
        nint earlier = Handle(signal, takesDefault);
        if (earlier != ignores)
        {
            Handle(signal, earlier);
        }
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint Handle(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Kill(int processId, int signal);
}
