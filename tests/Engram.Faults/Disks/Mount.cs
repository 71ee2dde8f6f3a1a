using System.Diagnostics;

namespace Engram.Faults.Disks;

/// <summary>A mount of this check, undone when it is disposed of.</summary>
internal sealed class Mount : IDisposable
{
    // On Linux 6.18 a program that does nothing but write, fsync and rename lost 5 of 13,744 files on a device without room, of which fsync had said
    // that they are there; with blocks and requests of one page none of 20,637. What is tested here is not that.
    private const int Page = 4096;

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

    /// <summary>The file system in a file; null where it cannot be mounted.</summary>
    public static Mount? Image(string image, string path)
    {
        if (!Call("mount", "-o", "loop", image, Directory.CreateDirectory(path).FullName))
        {
            return null;
        }

        File.WriteAllText($"/sys/block/{LoopDevice(image)}/queue/max_sectors_kb", $"{Page / 1024}");
        return new Mount(path);
    }

    /// <summary>The device that shows a file, such as "loop0".</summary>
    private static string LoopDevice(string image) => Path.GetFileName(
        Directory.EnumerateDirectories("/sys/block", "loop*")
            .Single(device => File.Exists($"{device}/loop/backing_file") && File.ReadAllText($"{device}/loop/backing_file").TrimEnd() == image));

    /// <summary>A new file system in a sparse file; false where none can be made.</summary>
    /// <param name="image">The file.</param>
    /// <param name="size">Bytes that the file says it has.</param>
    public static bool Format(string image, long size)
    {
        using (FileStream file = new(image, FileMode.Create))
        {
            file.SetLength(size);
        }

        return Call("mkfs.ext4", "-q", "-b", $"{Page}", "-J", "size=4", "-E", "lazy_itable_init=0,lazy_journal_init=0", image);
    }

    /// <summary>Puts a file system in order that was left in disorder. Its exit code says what was mended.</summary>
    public static void Check(string image) => Call("e2fsck", "-f", "-y", image);

    /// <summary>Takes the mount away at once, with all that waits to be written; false where something has a file open.</summary>
    public bool TryUnmount()
    {
        _isMounted = !Call("umount", _path);
        return !_isMounted;
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
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.OutputDataReceived += (_, _) => { };
            process.BeginOutputReadLine();
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
