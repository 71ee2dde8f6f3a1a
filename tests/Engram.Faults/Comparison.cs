using System.Text.Json;

namespace Engram.Faults;

/// <summary>Compares what a disturbed piece of work has left with what an undisturbed one has.</summary>
/// <param name="work">The work.</param>
/// <param name="undisturbed">The folder that nobody disturbed.</param>
internal sealed class Comparison(IWork work, string undisturbed)
{
    private static readonly string[] Times = ["trainSeconds", "totalSeconds", "samplesPerSecond", "peakResidentBytes", "threads"];

    /// <summary>The first difference in words; null where there is none.</summary>
    /// <param name="folder">The folder that was disturbed.</param>
    /// <param name="mayWarn">Whether a run may have a warning more: that of a file that was damaged on purpose.</param>
    public string? Find(string folder, bool mayWarn)
    {
        IReadOnlyDictionary<string, string> expected = work.Runs(undisturbed);
        IReadOnlyDictionary<string, string> found = work.Runs(folder);
        if (!expected.Keys.Order().SequenceEqual(found.Keys.Order()))
        {
            return $"the runs are {string.Join(", ", found.Keys)} instead of {string.Join(", ", expected.Keys)}";
        }

        return expected.Select(run => Difference(run.Value, found[run.Key], mayWarn) is { } difference ? $"{run.Key}: {difference}" : null)
            .Append(Tables(folder, mayWarn))
            .Append(Leftover(folder))
            .FirstOrDefault(difference => difference is not null);
    }

    private static string? Difference(string expected, string found, bool mayWarn)
    {
        if (!RunFiles.IsFinished(found))
        {
            return "it is not finished";
        }

        if (!File.Exists(RunFiles.Weights(found)) || !File.ReadAllBytes(RunFiles.Weights(expected)).AsSpan().SequenceEqual(File.ReadAllBytes(RunFiles.Weights(found))))
        {
            return "the weights differ";
        }

        if (RunFiles.FindDifferingKept(expected, found) is { } kept)
        {
            return $"{kept} differs";
        }

        if (RunFiles.TimelessMetrics(expected) != RunFiles.TimelessMetrics(found))
        {
            return "the metrics differ";
        }

        string[] results = mayWarn ? ["testAccuracy", "layers"] : ["testAccuracy", "layers", "warnings"];
        return results.FirstOrDefault(result => !JsonElement.DeepEquals(
            RunFiles.Record(expected)!.Value.GetProperty(result), RunFiles.Record(found)!.Value.GetProperty(result))) is { } name
            ? $"{name} of the record differs: {RunFiles.Record(found)!.Value.GetProperty(name)}"
            : null;
    }

    private string? Tables(string folder, bool mayWarn)
    {
        const string Table = "results.csv";
        if (!File.Exists(Path.Combine(undisturbed, Table)))
        {
            return null;
        }

        string[] ignored = mayWarn ? [.. Times, "warnings"] : Times;
        return !File.Exists(Path.Combine(folder, Table)) ? $"there is no {Table}"
            : Differing([.. Rows(undisturbed)], [.. Rows(folder)]) is { } row ? $"{Table} differs: {row}"
            : null;

        IEnumerable<string> Rows(string path) => File.ReadLines(Path.Combine(path, Table))
            .Where(row => !ignored.Any(measure => row.Contains($",{measure},", StringComparison.Ordinal)));
    }

    private static string? Differing(string[] expected, string[] found) => Enumerable.Range(0, Math.Max(expected.Length, found.Length))
        .Where(row => expected.ElementAtOrDefault(row) != found.ElementAtOrDefault(row))
        .Select(row => $"row {row + 1} of {expected.Length} is '{found.ElementAtOrDefault(row)}' and not '{expected.ElementAtOrDefault(row)}'")
        .FirstOrDefault();

    private static string? Leftover(string folder) =>
        Directory.EnumerateFiles(folder, RunFiles.TemporaryPattern, SearchOption.AllDirectories).FirstOrDefault() is { } file
            ? $"{Path.GetRelativePath(folder, file)} is left over"
            : null;
}
