namespace Engram.Storage;

/// <summary>
/// The temporary files of <see cref="AtomicFile"/>. Who writes one holds it locked, so that one that can be locked belongs to
/// nobody who lives, on this machine or on another that shares the folder.
/// </summary>
internal static class Leftovers
{
    private const string Suffix = ".engram-tmp";

    /// <summary>
    /// Opens a temporary file beside a path, locked. The lock is the one that readers take too, since the file keeps it for a
    /// moment after it got its name.
    /// </summary>
    public static FileStream Create(string path)
    {
        while (true)
        {
            string temporaryPath = $"{path}.{Path.GetRandomFileName()}{Suffix}";
            try
            {
                FileStream file = new(temporaryPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
                if (File.Exists(temporaryPath))
                {
                    return file;
                }

                file.Dispose();
            }
            catch (IOException exception) when (FileFailure.IsHeld(exception))
            {
            }

            // Between its creation and its lock somebody took it for a leftover.
        }
    }

    /// <summary>Removes the temporary files in a folder whose writers are dead. What cannot be removed stays; it does no harm.</summary>
    public static void Remove(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder.Length == 0 ? "." : folder, "*" + Suffix))
            {
                RemoveAbandoned(file);
            }
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // There is no such folder, or it cannot be looked into.
        }
    }

    private static void RemoveAbandoned(string path)
    {
        try
        {
            // Windows removes no file that somebody writes; elsewhere the lock says whether somebody does.
            using FileStream? file = OperatingSystem.IsWindows() ? null : OpenAlone(path);
            if (file is null || LocksHold(path))
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // Its writer lives, or somebody else removed it first.
        }
    }

    private static FileStream OpenAlone(string path) => new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Some file systems lend every lock to everybody; on them nobody knows who is dead.</summary>
    private static bool LocksHold(string path)
    {
        try
        {
            OpenAlone(path).Dispose();
            return false;
        }
        catch (IOException exception) when (FileFailure.IsHeld(exception))
        {
            return true;
        }
    }
}
