using System.Diagnostics;

namespace Engram.Faults;

/// <summary>A mount of this check, undone when it is disposed of.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _path;
    private bool _isMounted = true;

    private Mount(string path) => _path = path;

    /// <summary>A small file system in memory; null where none can be mounted.</summary>
    public static Mount? SmallDisk(string path, string size) =>
        Call("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", Directory.CreateDirectory(path).FullName) ? new Mount(path) : null;

    /// <summary>
    /// The same folder, read-only: a second mount of it on top. What is open stays open, as when rights are taken away. It
    /// becomes read-only at another place first, because a mount that is being written through cannot.
    /// </summary>
    public static Mount? ReadOnly(string path)
    {
        string aside = Directory.CreateDirectory(path + "-aside").FullName;
        if (!Call("mount", "--bind", path, aside))
        {
            return null;
        }

        using var second = new Mount(aside);
        return Call("mount", "-o", "remount,bind,ro", aside) && Call("mount", "--bind", aside, path) ? new Mount(path) : null;
    }

    public void Dispose()
    {
        if (_isMounted)
        {
            // Lazily, because a process may have a file open.
            Call("umount", "-l", _path);
            _isMounted = false;
        }
    }

    private static bool Call(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
