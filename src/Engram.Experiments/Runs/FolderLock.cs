using Engram.Storage;

namespace Engram.Experiments.Runs;

/// <summary>
/// Keeps a second process out of a folder. The lock is an open file, so it ends with the process however that ends; the
/// file itself stays, because deleting it would let two later processes each lock a file of their own.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Locks a folder, or returns null where another process has it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">The file in it that is held open.</param>
    /// <param name="create">Whether to make the folder where there is none.</param>
    /// <param name="kind">What messages call the folder: run or sweep.</param>
    /// <param name="option">The option that names another folder.</param>
    /// <exception cref="EngramException">The folder cannot be written to.</exception>
    public static FolderLock? TryTake(string folder, string file, bool create, string kind, string option)
    {
        try
        {
            if (create)
            {
                DurableFolder.CreateUnguarded(folder);
            }

            return new FolderLock(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            return IsHeld(error)
                ? null
                : throw new EngramException($"The {kind} folder {folder} cannot be written to because {FileProblem.Making(folder, error)}; name another folder with {option}.", error) { IsFailedWrite = FileProblem.IsOfDisk(folder, error) };
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The codes for a file that somebody else holds: ERROR_SHARING_VIOLATION, and EWOULDBLOCK on Linux and macOS.</summary>
    private static bool IsHeld(Exception error) => error.HResult is unchecked((int)0x80070020) or 11 or 35;
}
