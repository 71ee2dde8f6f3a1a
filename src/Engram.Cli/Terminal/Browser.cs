using System.ComponentModel;
using System.Diagnostics;

namespace Engram.Cli.Terminal;

/// <summary>The program with which this system shows a page.</summary>
internal static class Browser
{
    // Who finds no browser says so at once; a browser that was started may live on.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Opens a page that was written, or says that nothing here does.</summary>
    /// <returns>The exit code.</returns>
    public static int Show(Shell shell, string path)
    {
        if (Open(path))
        {
            return ExitCode.Done;
        }

        shell.Error.WriteLine($"{path} is written, but this system has no program that opens it; open it in a browser yourself.");
        return ExitCode.Failed;
    }

    /// <summary>Opens a file and does not wait for it to be closed.</summary>
    /// <returns>Whether the system has a program for it.</returns>
    public static bool Open(string path) => OperatingSystem.IsWindows()
        ? Start(new ProcessStartInfo(Path.GetFullPath(path)) { UseShellExecute = true })
        : Open(path, OperatingSystem.IsMacOS() ? "open" : "xdg-open");

    /// <summary>Opens a file with a program, whose own words belong on no terminal.</summary>
    internal static bool Open(string path, string program) =>
        Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$1\" > /dev/null 2>&1 < /dev/null", program, Path.GetFullPath(path)]));

    private static bool Start(ProcessStartInfo start)
    {
        try
        {
            using Process? process = Process.Start(start);
            return process is null || !process.WaitForExit(Patience) || process.ExitCode == 0;
        }
        catch (Exception exception) when (exception is Win32Exception or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
