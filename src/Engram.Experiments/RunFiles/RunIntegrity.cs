namespace Engram.Experiments.RunFiles;

/// <summary>Whether a finished run's files are what they were, and belong together.</summary>
internal static class RunIntegrity
{
    /// <summary>The first file that is not what it was, or is of another run; null where there is none.</summary>
    public static string? FindDamaged(RunFolder folder) => RunChecksums.FindDamaged(folder) ?? RunIdentity.FindForeign(folder);

    /// <summary>Fails with a sentence where a run is not finished, or a file is not what it was, or is of another run.</summary>
    /// <param name="folder">The run.</param>
    /// <param name="warn">Is told that the run has no checksums.</param>
    /// <exception cref="EngramException">It is so.</exception>
    public static void Require(RunFolder folder, Action<string> warn)
    {
        if (RunWatch.ReadRecord(folder) is { Status: not RunStatus.Finished })
        {
            throw new EngramException($"The run {folder.Path} is not finished; resume it with {RunCommands.Resume(folder)}.");
        }

        if (RunChecksums.FindDamaged(folder) is { } damaged)
        {
            throw new EngramException(
                $"{damaged} is damaged: the checksums of the run do not match; have it made again by {RunCommands.Resume(folder)}, or restore it from a copy.");
        }

        RunDocument.Read(folder.RecordPath);
        if (RunIdentity.FindForeign(folder) is { } foreign)
        {
            throw new EngramException(
                $"{foreign} belongs to another run: it was made with another spec than the other files of {folder.Path}; restore it from a copy, or remove the run {folder.Path} to train it anew.");
        }

        WarnWithout(folder, warn);
    }

    /// <summary>Says of a run without checksums that it is one.</summary>
    public static void WarnWithout(RunFolder folder, Action<string> warn)
    {
        if (!File.Exists(folder.ChecksumsPath))
        {
            warn($"The run {folder.Path} has no {Path.GetFileName(folder.ChecksumsPath)}, so nothing tells whether its files are what they were.");
        }
    }
}
