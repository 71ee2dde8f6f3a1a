using Engram.Experiments.Files;

namespace Engram.Experiments.RunFiles;

/// <summary>Keeps a second process out of a run's folder.</summary>
internal static class RunLock
{
    /// <summary>Locks a run's folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="create">Whether to make the folder where there is none.</param>
    /// <exception cref="EngramException">Another process trains there, or the folder cannot be written to.</exception>
    public static FolderLock Take(RunFolder folder, bool create) => TryTake(folder, create) ?? throw new EngramException(
        $"Another process trains in {folder.Path}; wait for it to end or name another folder with --run.");

    /// <summary>Locks a run's folder, or returns null where another process trains there.</summary>
    /// <inheritdoc cref="Take"/>
    public static FolderLock? TryTake(RunFolder folder, bool create) =>
        FolderLock.TryTake(folder.Path, folder.LockPath, create, "run", "name another folder with --run");

    /// <summary>Locks the folder of a run's analysis, which is made where there is none: a run that is analyzed may be read, and resumed, meanwhile.</summary>
    /// <exception cref="EngramException">Another process analyzes the run, or the folder cannot be written to.</exception>
    public static FolderLock TakeAnalysis(AnalysisFolder folder) =>
        FolderLock.TryTake(folder.Path, folder.LockPath, create: true, "analysis", "analyze a copy of the run elsewhere")
        ?? throw new EngramException($"Another process writes {folder.Path}; wait for it to end.");
}
