using System.Diagnostics;

namespace Engram.Faults;

/// <summary>When something happens: after a time, or as a file is being written.</summary>
internal sealed class Trigger(TimeSpan? delay, int fileNumber, int extraMilliseconds)
{
    /// <summary>Draws a moment from the whole life of the work, so that it ends before that one time in many.</summary>
    public static Trigger Draw(Random random, Undisturbed undisturbed) => random.Next(2) == 0
        ? new Trigger(undisturbed.Duration * random.NextDouble(), 0, 0)
        : new Trigger(null, random.Next(1, undisturbed.FileCount + 1), random.Next(4) < 2 ? 0 : random.Next(1, 12));

    /// <summary>Waits for it, or for the end of the process.</summary>
    /// <returns>The moment in words.</returns>
    public string Wait(EngramProcess process, FileWatch watch)
    {
        var time = Stopwatch.StartNew();
        if (delay is { } duration)
        {
            while (time.Elapsed < duration && !process.HasExited)
            {
                Thread.Sleep(1);
            }
        }
        else
        {
            while (watch.Count < fileNumber && !process.HasExited)
            {
                watch.WaitForNext(20);
            }

            Thread.Sleep(extraMilliseconds);
        }

        string when = delay is null ? $"file {fileNumber} ({watch.Last}{(extraMilliseconds > 0 ? $" + {extraMilliseconds} ms" : "")})" : $"{time.Elapsed.TotalSeconds:F2} s";
        return process.HasExited ? $"{when}, after its end" : when;
    }
}
