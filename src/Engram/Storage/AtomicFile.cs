using System.Text;

namespace Engram.Storage;

/// <summary>
/// Writes a file in whole or not at all. The bytes go to a temporary file beside the target, are flushed to the disk,
/// and take the target's name in one rename, so that a reader, and a program killed at any moment, finds the old file or
/// the new one and never a part. The folder is flushed too: what was written is still there after a power failure.
/// </summary>
/// <remarks>
/// A symbolic link is followed and stays: what it leads to is replaced, or made. A pipe or a character device, such as that
/// of a shell's <c>&gt;(command)</c>, cannot be replaced and is written to as it is; any other kind of file is refused. A kill
/// leaves the temporary file behind; the next write into the folder removes it.
/// </remarks>
internal static class AtomicFile
{
    /// <summary>Writes a file from whatever <paramref name="write"/> puts into the stream.</summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <param name="write">Writes the whole content, from beginning to end: a pipe has no way back.</param>
    /// <exception cref="EngramException">
    /// The disk is full, the permission is missing, the folder does not exist, or the name is that of a folder or of another
    /// thing that is no file. The temporary file is gone and a file that was at <paramref name="path"/> is untouched; the same
    /// holds for any exception that <paramref name="write"/> throws, which passes through. Only where the disk fails at the
    /// very last, in keeping the folder's entry, the new file may be there.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        FileFailure.Guard(path, () =>
        {
            FileStatus? status = FileStatus.Of(path);
            RequireFile(path, status?.Kind);
            string target = Target(path);
            if (status?.Kind is FileKind.Pipe or FileKind.CharacterDevice || (status is not null && !FileStatus.IsSame(path, target)))
            {
                WriteInPlace(path, write);
            }
            else
            {
                Replace(target, write);
            }
        });
    }

    /// <summary>Writes a text file as UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void WriteAllText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Gives a complete file that was brought to the disk its name, in place of a file that has it.</summary>
    /// <exception cref="IOException">It cannot be renamed.</exception>
    internal static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        DiskFlush.Folder(Path.GetDirectoryName(to) ?? "");
    }

    /// <summary>
    /// Removes the temporary files that killed writers left in a folder; those of living ones stay. What cannot be removed
    /// stays too; it does no harm.
    /// </summary>
    public static void RemoveLeftovers(string folder) => Leftovers.Remove(folder);

    private static void Replace(string path, Action<Stream> write)
    {
        // First of all, since they may be what fills the disk.
        Leftovers.Remove(Path.GetDirectoryName(path) ?? "");
        using FileStream file = Leftovers.Create(path);
        try
        {
            write(file);
            file.Flush();
            DiskFlush.File(file.SafeFileHandle);
            if (OperatingSystem.IsWindows())
            {
                // An open file cannot be renamed there; elsewhere it stays locked until it has its name.
                file.Dispose();
            }

            Rename(file.Name, path);
        }
        catch
        {
            TryDelete(file);
            throw;
        }
    }

    /// <summary>Where symbolic links lead; some of /proc lead to what has no name, and then not to the same.</summary>
    private static string Target(string path)
    {
        FileInfo file = new(path);
        return file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static void WriteInPlace(string path, Action<Stream> write)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        write(file);
    }

    private static void RequireFile(string path, FileKind? kind)
    {
        string? name = kind switch
        {
            FileKind.BlockDevice => "a disk or another block device",
            FileKind.Socket => "a socket",
            _ => null,
        };
        if (name is not null)
        {
            throw new EngramException($"{path} cannot be written because it is {name}; name a file.");
        }
    }

    private static void TryDelete(FileStream file)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                file.Dispose();
            }

            File.Delete(file.Name);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // The failure that led here says more than this one.
        }
    }
}
