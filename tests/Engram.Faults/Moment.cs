using System.Diagnostics;

namespace Engram.Faults;

/// <summary>The moment at which something happens to a piece of work under way.</summary>
internal sealed class Moment(Plan plan, string folder, EngramProcess process, IDisposable? disk)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Folder => folder;

    public Plan Plan => plan;

    /// <summary>The disk that the folder lies on, where the fault asked for one.</summary>
    public IDisposable? Disk => disk;

    /// <summary>Whether nothing happened: what was to happen did not meet the work.</summary>
    public bool IsMissed { get; set; }

    /// <summary>The program as it was started first.</summary>
    public EngramProcess Process => process;

    public Random Random => plan.Random;

    /// <summary>What was finished by then.</summary>
    public FinishedRuns? Finished { get; private set; }

    public bool WasAskedToStop { get; set; }

    /// <summary>Remembers what is finished.</summary>
    public void Remember(string? spoiled = null) => Finished = FinishedRuns.Remember(plan.Undisturbed.Work, folder, spoiled);

    /// <summary>Keeps something as it is for a moment, or until the program ends; then it is over.</summary>
    /// <returns>What happened, in words.</returns>
    public string Hold(IDisposable state, string words)
    {
        using (state)
        {
            if (Random.Next(3) == 0)
            {
                int milliseconds = Random.Next(50, 1000);
                Thread.Sleep(milliseconds);
                return $"{words} for {milliseconds} ms";
            }

            process.WaitForEnd();
            return $"{words} until the end";
        }
    }

    /// <summary>Kills all that belongs to the work.</summary>
    /// <returns>How many processes that were.</returns>
    public int KillAll()
    {
        HashSet<int> killed = [];
        while (ProcessTable.Naming(folder) is { Count: > 0 } alive)
        {
            ProcessTable.KillAll(alive);
            killed.UnionWith(alive);
        }

        process.WaitForEnd();
        return killed.Count;
    }

    /// <summary>Waits until nothing belongs to the work any more.</summary>
    public void WaitForQuiet()
    {
        var watch = Stopwatch.StartNew();
        while (ProcessTable.Naming(folder) is { Count: > 0 } alive)
        {
            if (watch.Elapsed > Patience)
            {
                ProcessTable.KillAll(alive);
                throw new MisbehaviorException($"{alive.Count} processes still run {Patience.TotalMinutes} minutes after the one that started them");
            }

            Thread.Sleep(20);
        }
    }
}
