using System.ComponentModel;
using System.Diagnostics;

namespace Engram.Cli.Terminal;

/// <summary>The program with which this system shows a page.</summary>
internal static class Browser
{
    /// <summary>Opens a file and does not wait for it to be closed.</summary>
    /// <exception cref="EngramException">The system has no program for it.</exception>
    public static void Open(string path)
    {
        try
        {
            using Process? process = Process.Start(new ProcessStartInfo(Path.GetFullPath(path)) { UseShellExecute = true });
        }
        catch (Exception exception) when (exception is Win32Exception or PlatformNotSupportedException or InvalidOperationException)
        {
            throw new EngramException($"{path} is written, but no program was found that opens it ({exception.Message.TrimEnd('.')}); open it yourself.", exception);
        }
    }
}
