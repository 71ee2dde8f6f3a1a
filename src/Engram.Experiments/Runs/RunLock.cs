namespace Engram.Experiments.Runs;

/// <summary>
/// Keeps a second process out of a run's folder. The lock is an open file, so it ends with the process however that
/// ends; the file itself stays, because deleting it would let two later processes each lock a file of their own.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Locks a run's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="create">Whether to make the folder where there is none.</param>
    /// <exception cref="EngramException">Another process trains there, or the folder cannot be written to.</exception>
    public static RunLock Take(RunFolder folder, bool create) => TryTake(folder, create) ?? throw new EngramException(
        $"Another process trains in {folder.Path}; wait for it to end or name another folder with --run.");

    /// <summary>Locks a run's folder, or returns null where another process trains there.</summary>
    /// <inheritdoc cref="Take"/>
    public static RunLock? TryTake(RunFolder folder, bool create)
    {
        try
        {
            if (create)
            {
                Directory.CreateDirectory(folder.Path);
            }

            return new RunLock(new FileStream(folder.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            return IsHeld(error)
                ? null
                : throw new EngramException($"The run folder {folder.Path} cannot be written to because {FileProblem.Making(folder.Path, error)}; name another folder with --run.", error);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The codes for a file that somebody else holds: ERROR_SHARING_VIOLATION, and EWOULDBLOCK on Linux and macOS.</summary>
    private static bool IsHeld(Exception error) => error.HResult is unchecked((int)0x80070020) or 11 or 35;
}
