using System.Diagnostics;

namespace Engram.Faults;

/// <summary>A piece of work that nobody disturbs: what it leaves, and how long and how busy it was.</summary>
/// <param name="Work">The work.</param>
/// <param name="Folder">Where it was carried out.</param>
/// <param name="Duration">What it took.</param>
/// <param name="FileCount">Files that it was seen to begin.</param>
internal sealed record Undisturbed(IWork Work, string Folder, TimeSpan Duration, int FileCount)
{
    public Comparison Comparison => new(Work, Folder);

    public static Undisturbed Of(Workshop workshop, IWork work)
    {
        string folder = Path.Combine(Directory.CreateDirectory(workshop[$"undisturbed-{work.Name}"]).FullName, "out");
        using var watch = new FileWatch(Path.GetDirectoryName(folder)!);
        var time = Stopwatch.StartNew();
        using EngramProcess process = workshop.Start(work.Command(folder));
        process.WaitForEnd();
        return process.ExitCode == 0
            ? new Undisturbed(work, folder, time.Elapsed, watch.Count)
            : throw new InvalidOperationException($"Undisturbed, engram {string.Join(' ', work.Command(folder))} ends with {process.ExitCode}: {string.Join(' ', process.Error)}");
    }
}
