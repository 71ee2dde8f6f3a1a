using System.Text;

namespace Engram.Storage;

/// <summary>
/// Writes a file in whole or not at all. The bytes go to a temporary file beside the target, are flushed to the disk,
/// and take the target's name in one rename, so that a reader, and a program killed at any moment, finds the old file or
/// the new one and never a part.
/// </summary>
/// <remarks>
/// After a power failure the file may still have its old content, because .NET offers no way to flush a folder's own
/// entries to the disk; a half-written file is ruled out in that case too. A symbolic link is replaced, not followed. A
/// kill between the two steps leaves the temporary file behind: <see cref="RemoveLeftovers"/>.
/// </remarks>
public static class AtomicFile
{
    private const string TemporarySuffix = ".engram-tmp";

    /// <summary>Writes a file from whatever <paramref name="write"/> puts into the stream.</summary>
    /// <param name="path">The file to create or replace; its folder must exist.</param>
    /// <param name="write">Writes the whole content.</param>
    /// <exception cref="EngramException">
    /// The disk is full, the permission is missing, the folder does not exist, or a folder has the name. The temporary
    /// file is gone and a file that was at <paramref name="path"/> is untouched; the same holds for any exception that
    /// <paramref name="write"/> throws, which passes through.
    /// </exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string temporaryPath = $"{path}.{Path.GetRandomFileName()}{TemporarySuffix}";
        try
        {
            WriteFlushed(temporaryPath, write);
            File.Move(temporaryPath, path, overwrite: true);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            TryDelete(temporaryPath);
            throw FileFailure.Writing(path, exception);
        }
        catch
        {
            TryDelete(temporaryPath);
            throw;
        }
    }

    /// <summary>Writes a text file as UTF-8 without a byte order mark.</summary>
    /// <inheritdoc cref="Write" path="/exception"/>
    public static void WriteAllText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>
    /// Removes the temporary files that killed writers left in a folder. Only for a folder that no other process is
    /// writing to at the moment. What cannot be removed stays; it does no harm.
    /// </summary>
    public static void RemoveLeftovers(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string leftover in Directory.EnumerateFiles(folder, "*" + TemporarySuffix))
        {
            TryDelete(leftover);
        }
    }

    private static void WriteFlushed(string path, Action<Stream> write)
    {
        using FileStream stream = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // The failure that led here, if any, says more than this one.
        }
    }
}
