namespace Engram.Experiments.Specs;

/// <summary>What several data are called in names of folders and files.</summary>
public static class DataNames
{
    /// <summary>A name for each data set or path: that of a path is its last part, with as many of those above it as tell it from the others.</summary>
    /// <param name="data">Names and full paths; one may be there several times.</param>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<string> data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var names = data.Distinct().ToDictionary(one => one, one => Names(one).ToArray());
        return names.ToDictionary(
            one => one.Key,
            one => Array.Find(one.Value, name => names.All(other => other.Key == one.Key || !other.Value.Contains(name, StringComparer.OrdinalIgnoreCase))) ?? one.Value[^1]);
    }

    /// <summary>The names that a path may have, from the shortest on.</summary>
    private static IEnumerable<string> Names(string data)
    {
        string name = RunSpec.NameOf(data);
        yield return name;
        string? above = OwnData.IsPath(data) ? Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(data)) : null;
        for (; !string.IsNullOrEmpty(above) && above != Path.GetPathRoot(above); above = Path.GetDirectoryName(above))
        {
            name = $"{OwnData.NameOf(above)}-{name}";
            yield return name;
        }
    }
}
