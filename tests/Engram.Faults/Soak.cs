using System.Diagnostics;

namespace Engram.Faults;

/// <summary>Many small runs in one sweep: memory, files and threads of the process that carries it out, and what is left.</summary>
internal sealed class Soak(Workshop workshop, int runs)
{
    /// <summary>How much more memory the last fifth of the sweep may take than the second one.</summary>
    private const double MaxGrowthMegabytes = 3;

    private const int Workers = 2;

    /// <summary>
    /// What grows without being a leak is kept out, so that a short soak shows leaks too: garbage is collected after each megabyte
    /// (the setting is hexadecimal) instead of some dozen, and code is compiled once instead of again when it turns out to be hot.
    /// </summary>
    private static readonly (string Name, string Value)[] NothingGrows = [("DOTNET_GCgen0size", "100000"), ("DOTNET_TieredCompilation", "0")];

    public bool Run()
    {
        string file = workshop["soak.yaml"];
        File.WriteAllText(file, $"""
            base:
              layers: [8]
              batchSize: 100
              epochs: 1
              trainSamples: 200
            repetitions: {runs}

            """);
        string folder = workshop["soak"];
        var time = Stopwatch.StartNew();
        List<(long Resident, int Files, int Threads)> samples = [];
        using EngramProcess process = workshop.Start(
            ["sweep", file, "--output", folder, "--data-dir", workshop.Data, "--workers", $"{Workers}", "--threads", "1", "--quiet"], NothingGrows);
        while (!process.HasExited)
        {
            if (ProcessTable.Usage(process.Id) is { } usage)
            {
                samples.Add(usage);
            }

            Thread.Sleep(100);
        }

        process.WaitForEnd();
        double seconds = time.Elapsed.TotalSeconds;
        (string What, double Second, double Last, double Most, double MaxGrowth)[] figures =
        [
            Figure("resident MB", sample => sample.Resident / 1e6, MaxGrowthMegabytes),
            Figure("open files", sample => sample.Files, 2),
            Figure("threads", sample => sample.Threads, 2),
        ];
        foreach (var (what, second, last, most, _) in figures)
        {
            Console.WriteLine($"fact: {what} of the sweep's process: {second:F1} in the second fifth, {last:F1} in the last (medians), {most:F1} at most");
        }

        string[] wrong = [.. Problems(process, folder).Concat(
            from figure in figures
            where figure.Last > figure.Second + figure.MaxGrowth
            select $"{figure.What} grow from {figure.Second:F1} to {figure.Last:F1}")];
        Console.WriteLine($"fact: {runs} runs in one sweep, {seconds:F0} s, {samples.Count} samples: {(wrong.Length == 0 ? "all finished, nothing left over" : string.Join("; ", wrong))}");
        return wrong.Length == 0;

        (string, double, double, double, double) Figure(string what, Func<(long Resident, int Files, int Threads), double> value, double maxGrowth)
        {
            double[] values = [.. samples.Select(value)];
            int fifth = values.Length / 5;
            return (what, Median(values[fifth..(2 * fifth)]), Median(values[(4 * fifth)..]), values.Max(), maxGrowth);
        }
    }

    private IEnumerable<string> Problems(EngramProcess process, string folder)
    {
        if (process.ExitCode != 0 || process.Error.Count > 0)
        {
            yield return $"exit code {process.ExitCode}: {string.Join(' ', process.Error)}";
        }

        int finished = Directory.GetDirectories(Path.Combine(folder, "runs")).Count(RunFiles.IsFinished);
        if (finished != runs)
        {
            yield return $"{finished} of {runs} runs are finished";
        }

        int inTable = File.ReadLines(Path.Combine(folder, "results.csv")).Count(row => row.Contains(",testAccuracy,", StringComparison.Ordinal) && row.Contains(",finished,,", StringComparison.Ordinal));
        if (inTable != runs)
        {
            yield return $"results.csv has {inTable} of {runs} runs";
        }

        if (ProcessTable.Naming(folder) is { Count: > 0 } alive)
        {
            yield return $"{alive.Count} processes are left";
        }

        if (Directory.GetFiles(folder, RunFiles.TemporaryPattern, SearchOption.AllDirectories) is { Length: > 0 } temporary)
        {
            yield return $"{temporary.Length} files such as {temporary[0]} are left";
        }

        if (Directory.GetFileSystemEntries(workshop["tmp"]) is { Length: > 0 } entries)
        {
            yield return $"{entries.Length} things such as {entries[0]} are left in the temporary folder";
        }
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
