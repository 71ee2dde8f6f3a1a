namespace Engram.Faults;

/// <summary>The files of the runs that are finished at some moment: whatever happens later, they stay as they are.</summary>
internal sealed class FinishedRuns
{
    private readonly Dictionary<string, byte[]> _files;

    private FinishedRuns(Dictionary<string, byte[]> files, int count) => (_files, Count) = (files, count);

    public int Count { get; }

    /// <summary>Remembers them.</summary>
    /// <param name="work">What is carried out.</param>
    /// <param name="folder">Where.</param>
    /// <param name="spoiled">A file that is about to be spoiled on purpose; the run that it is a part of is left out.</param>
    public static FinishedRuns Remember(IWork work, string folder, string? spoiled = null)
    {
        string[] runs = [.. work.Runs(folder).Values.Where(run => RunFiles.IsFinished(run) && !RunFiles.IsPart(run, spoiled))];
        return new FinishedRuns(runs.SelectMany(Parts).ToDictionary(file => file, File.ReadAllBytes), runs.Length);
    }

    /// <summary>The first loss in words; null where there is none.</summary>
    public string? FindLoss() => _files.FirstOrDefault(file => !File.Exists(file.Key) || !File.ReadAllBytes(file.Key).AsSpan().SequenceEqual(file.Value)) is { Key: not null } lost
        ? $"{lost.Key} of a finished run is {(File.Exists(lost.Key) ? "changed" : "lost")}"
        : null;

    /// <summary>What is right in the folder of a run, without its lock and the mark of who held it; a training leaves all that it found out there.</summary>
    private static IEnumerable<string> Parts(string run) => new[] { run, Path.Combine(run, "kept") }.Where(Directory.Exists).SelectMany(Directory.GetFiles).Where(file => new FileInfo(file).Length > 0 && !file.EndsWith(".engram-tmp", StringComparison.Ordinal) && Path.GetFileName(file) != ".owner");
}
