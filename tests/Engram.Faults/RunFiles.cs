using System.Text.Json;

namespace Engram.Faults;

/// <summary>What is in the folder of a run.</summary>
internal static class RunFiles
{
    /// <summary>Ends the names of files that are not yet what they are to become.</summary>
    public const string TemporaryPattern = "*.engram-tmp";

    private const int SecondsColumn = 7;

    public static string Weights(string run) => Path.Combine(run, "weights.safetensors");

    /// <summary>Whether the record says so; a record that cannot be read says nothing.</summary>
    public static bool IsFinished(string run) => Record(run) is { } record && record.GetProperty("status").GetString() == "finished";

    public static JsonElement? Record(string run)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json"))).RootElement;
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>The first of the files in <c>kept/</c> that only one run has, or that differs; null where there is none.</summary>
    public static string? FindDifferingKept(string first, string second)
    {
        string[] names = [.. Kept(first).Union(Kept(second)).Order(StringComparer.Ordinal)];
        return names.FirstOrDefault(name => !Kept(first).Contains(name) || !Kept(second).Contains(name)
            || !File.ReadAllBytes(Path.Combine(first, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(second, name))));
    }

    /// <summary><c>metrics.csv</c> without its seconds.</summary>
    public static string TimelessMetrics(string run) => string.Join('\n', File.ReadAllLines(Path.Combine(run, "metrics.csv"))
        .Select(row => string.Join(',', row.Split(',').Where((_, column) => column != SecondsColumn))));

    /// <summary>Whether a file is one of a run's results: in its folder, or among the weights that it has kept.</summary>
    public static bool IsPart(string run, string? file) => Path.GetDirectoryName(file) is { } folder && (folder == run || folder == Path.Combine(run, "kept"));

    private static string[] Kept(string run)
    {
        string folder = Path.Combine(run, "kept");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(file => Path.GetRelativePath(run, file))] : [];
    }
}
