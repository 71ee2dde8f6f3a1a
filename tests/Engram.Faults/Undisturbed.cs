using System.Diagnostics;
using Engram.Faults.Calls;

namespace Engram.Faults;

/// <summary>A piece of work that nobody disturbs: what it leaves, and how long and how busy it was.</summary>
/// <param name="Work">The work.</param>
/// <param name="Folder">Where it was carried out.</param>
/// <param name="Duration">What it took.</param>
/// <param name="FileCount">Files that it was seen to begin.</param>
internal sealed record Undisturbed(IWork Work, string Folder, TimeSpan Duration, int FileCount)
{
    private readonly Dictionary<string, IReadOnlyList<SystemCall>> _calls = [];

    private Undisturbed? _other;

    public Comparison Comparison => new(Work, Folder);

    /// <summary>Work of the same kind with other results, to take this one's place.</summary>
    public Undisturbed Other(Workshop workshop) => _other ??= Of(workshop, Work.Other ?? throw new InvalidOperationException($"{Work.Name} has no other."));

    /// <summary>The calls that the work makes to write into its folder, by what they do; found out once, with strace.</summary>
    /// <param name="workshop">Where to find out.</param>
    /// <param name="family">What they do, as in <see cref="Strace.Families"/>.</param>
    public IReadOnlyList<SystemCall> Calls(Workshop workshop, string family)
    {
        if (_calls.Count == 0)
        {
            string folder = Path.Combine(Directory.CreateDirectory(workshop[$"watched-{Work.Name}"]).FullName, "out");
            string log = workshop[$"watched-{Work.Name}.log"];
            using EngramProcess process = workshop.Start(Work.Command(folder), Strace.Prefix(log, Strace.Families.Values.SelectMany(names => names)));
            process.WaitForEnd();
            IReadOnlyList<SystemCall> all = Strace.Read(log);
            foreach ((string name, string[] calls) in Strace.Families)
            {
                // Arguments are kept relative to the folder, by the file's bare name.
                _calls[name] = [.. all.Where(call => calls.Contains(call.Name) && call.MayWrite && call.Concerns(folder))
                    .Select(call => call with { Arguments = call.File(folder) })];
            }
        }

        return _calls[family];
    }

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
