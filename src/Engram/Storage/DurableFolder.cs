namespace Engram.Storage;

/// <summary>Makes folders that are still there after a power failure, as <see cref="AtomicFile"/> makes files.</summary>
internal static class DurableFolder
{
    /// <summary>Makes a folder, and those above it, where there is none.</summary>
    /// <exception cref="EngramException">It cannot be made.</exception>
    public static void Create(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        FileFailure.Guard(folder, () => CreateUnguarded(folder));
    }

    /// <summary>The same with the exceptions of the system, for those who have a sentence of their own.</summary>
    internal static void CreateUnguarded(string folder)
    {
        Stack<string> parents = new();
        for (string? missing = Path.GetFullPath(folder); missing is not null && !Directory.Exists(missing); missing = Path.GetDirectoryName(missing))
        {
            parents.Push(Path.GetDirectoryName(missing) ?? missing);
        }

        Directory.CreateDirectory(folder);
        foreach (string parent in parents)
        {
            DiskFlush.Folder(parent);
        }
    }
}
