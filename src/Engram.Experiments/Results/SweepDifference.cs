using Engram.Experiments.Specs;

namespace Engram.Experiments.Results;

/// <summary>Says why no setting of two sweeps is the same: which keys differ, and in which values.</summary>
internal static class SweepDifference
{
    /// <summary>More values of a key say no more.</summary>
    private const int MostValues = 4;

    /// <summary>A sentence about two sweeps that have finished runs, but no setting that both have.</summary>
    public static string Describe(SweepResults first, SweepResults second)
    {
        (string Key, string[] First, string[] Second)[] keys =
        [
            .. SpecKeys.All.Where(key => key.Name != "seed").Select(key => (key.Name, Values(first, key), Values(second, key))),
        ];
        (string Key, string[] First, string[] Second)[] apart = [.. keys.Where(key => !key.First.Intersect(key.Second).Any())];

        // Where each value is on both sides, it is only their combinations that are not.
        (string Key, string[] First, string[] Second)[] shown = apart.Length > 0 ? apart : [.. keys.Where(key => key.First.Length + key.Second.Length > 2)];
        string list = string.Join("; ", shown.Select(key => $"{key.Key} {List(key.First)} and {List(key.Second)}"));
        return $"{first.Path} and {second.Path} have no setting in common, so nothing can be compared: they differ in {list}; compare sweeps that share settings.";
    }

    private static string[] Values(SweepResults results, SpecKey key) =>
        [.. results.Finished.Select(run => SettingsText.Values(run.Spec, [key])[key.Name]).Select(value => value.Length > 0 ? value : "none").Distinct()];

    private static string List(string[] values) =>
        $"({string.Join(" | ", values.Take(MostValues))}{(values.Length > MostValues ? " | ..." : "")})";
}
