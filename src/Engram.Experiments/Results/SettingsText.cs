using Engram.Experiments.Specs;

namespace Engram.Experiments.Results;

/// <summary>Settings as people read them.</summary>
internal static class SettingsText
{
    private const string Model = "model";
    private const string Data = "data";

    /// <summary>Model and data set by their names alone, other keys with theirs; keys without a value are left out.</summary>
    public static string Of(IReadOnlyDictionary<string, string> keys)
    {
        string? first = (keys.GetValueOrDefault(Model), keys.GetValueOrDefault(Data)) switch
        {
            (null, null) => null,
            (var model, null) => model,
            (null, var data) => data,
            var (model, data) => $"{model} on {data}",
        };
        IEnumerable<string> others = keys.Where(key => key.Key is not (Model or Data) && key.Value.Length > 0).Select(key => $"{key.Key} {key.Value}");
        string text = string.Join(", ", (first is null ? [] : new[] { first }).Concat(others));
        return text.Length > 0 ? text : "all";
    }

    /// <summary>The values of some keys of a spec; empty where the model has no use for a key.</summary>
    public static IReadOnlyDictionary<string, string> Values(RunSpec spec, IEnumerable<SpecKey> keys) => keys.ToDictionary(
        key => key.Name, key => key.IsUsedBy(Families.ModelTable.Find(spec.Training.Model)) ? key.Read(spec) : "");
}
