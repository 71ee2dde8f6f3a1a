using Engram.Storage;

namespace Engram.Experiments.Files;

/// <summary>
/// Keeps a second process out of a folder. The lock is an open file, so it ends with the process however that ends; the
/// file itself stays, because deleting it would let two later processes each lock a file of their own.
/// </summary>
/// <remarks>
/// A lock keeps others out of a file and not of a path: where the folder is removed and made again, both processes have a lock.
/// So a file beside it says whose folder this is, and who holds a lock looks at it before everything that it writes.
/// </remarks>
internal sealed class FolderLock : IDisposable
{
    private readonly string _folder;
    private readonly string _kind;
    private readonly FileStream _file;
    private readonly string _ownerPath;
    private readonly string _owner = $"{Environment.MachineName} {Environment.ProcessId} {Guid.NewGuid():N}\n";

    private FolderLock(string folder, string kind, FileStream file)
    {
        _folder = folder;
        _kind = kind;
        _file = file;
        _ownerPath = Path.Combine(folder, ".owner");
    }

    /// <summary>Locks a folder, or returns null where another process has it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="file">The file in it that is held open.</param>
    /// <param name="create">Whether to make the folder where there is none.</param>
    /// <param name="kind">What messages call the folder: run, analysis or sweep.</param>
    /// <param name="remedy">What to do where the folder cannot be used, as a clause.</param>
    /// <exception cref="EngramException">The folder cannot be written to, or its file system does not keep locks.</exception>
    public static FolderLock? TryTake(string folder, string file, bool create, string kind, string remedy)
    {
        FolderLock? taken = null;
        try
        {
            if (create)
            {
                DurableFolder.CreateUnguarded(folder);
            }

            taken = new FolderLock(folder, kind, Open(file));
            if (!IsKept(file))
            {
                taken._file.Dispose();
                throw new EngramException($"The {kind} folder {folder} is on a file system that does not keep locks, so a second process could not be kept out; {remedy}, or have the file system mounted with locks (Lustre: -o flock).");
            }

            File.WriteAllText(taken._ownerPath, taken._owner);
            return taken;
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            taken?._file.Dispose();
            return taken is null && FileFailure.IsHeld(error)
                ? null
                : throw new EngramException($"The {kind} folder {folder} cannot be written to because {FileProblem.Making(folder, error)}; {remedy}.", error) { IsFailedWrite = FileProblem.IsOfDisk(folder, error) };
        }
    }

    /// <summary>Fails where the folder at the path is not the one that was locked: it was removed, moved or made anew.</summary>
    /// <exception cref="EngramException">It is not.</exception>
    public void Require()
    {
        if (!IsOwn())
        {
            string reason = $"The {_kind} folder {_folder} was removed or replaced while this process worked in it";
            throw new EngramException($"{reason}, so nothing more is written there; start again in a folder of its own.", new IOException(reason)) { IsFailedWrite = true };
        }
    }

    public void Dispose()
    {
        try
        {
            if (IsOwn())
            {
                File.Delete(_ownerPath);
            }
        }
        catch (Exception error) when (error is EngramException || FileProblem.Is(error))
        {
            // What stays says nothing once the lock is free.
        }

        _file.Dispose();
    }

    private static FileStream Open(string file) => new(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Whether the lock keeps anybody out. A file system may refuse locks (Lustre without -o flock, NFS without its daemon), and .NET then says nothing.</summary>
    private static bool IsKept(string file)
    {
        try
        {
            Open(file).Dispose();
            return false;
        }
        catch (IOException error) when (FileFailure.IsHeld(error))
        {
            return true;
        }
    }

    private bool IsOwn()
    {
        try
        {
            return File.ReadAllText(_ownerPath) == _owner;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (FileProblem.Is(error))
        {
            throw FileFailure.Reading(_ownerPath, error);
        }
    }
}
