using Engram.Experiments.Files;
using Engram.Experiments.SweepFiles;

namespace Engram.Experiments.Sweeps;

/// <summary>Keeps a second process from carrying out the same sweep.</summary>
internal static class SweepLock
{
    /// <summary>Makes the sweep's folder where there is none, and locks it.</summary>
    /// <exception cref="EngramException">Another process carries the sweep out, or the folder cannot be written to.</exception>
    public static FolderLock Take(SweepFolder folder) =>
        FolderLock.TryTake(folder.Path, folder.LockPath, create: true, "sweep", "name another folder with --output") ?? throw new EngramException(
            $"Another process carries out the sweep in {folder.Path}; wait for it to end or name another folder with --output.");
}
