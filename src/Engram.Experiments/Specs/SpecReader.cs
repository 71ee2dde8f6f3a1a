namespace Engram.Experiments.Specs;

/// <summary>
/// Reads keys of a spec from a YAML mapping, strictly: known keys, each of its type. The mapping may be a file or a part
/// of one.
/// </summary>
internal static class SpecReader
{
    private static readonly string[] Names = [.. SpecKeys.All.Select(key => key.Name)];

    /// <summary>All values of a mapping of spec keys.</summary>
    public static IEnumerable<SpecValue> Read(YamlMap map)
    {
        map.RequireKnown(Names);
        return map.Entries.Select(entry => ReadValue(SpecKeys.Find(entry.Key), entry.Value));
    }

    /// <summary>All values of a mapping of spec keys that may also name a preset.</summary>
    public static IEnumerable<SpecValue> ReadWithPreset(YamlMap map) =>
        map.Entries.Select(entry => ReadValue(FindOrPreset(entry), entry.Value));

    /// <summary>The key of an entry, or null where it is the preset.</summary>
    public static SpecKey? FindOrPreset(YamlEntry entry)
    {
        entry.RequireKnown([.. Names, SpecValue.PresetName]);
        return SpecKeys.Find(entry.Key);
    }

    /// <summary>The value of a key, or of the preset where the key is null.</summary>
    public static SpecValue ReadValue(SpecKey? key, YamlNode value)
    {
        string text = key is null
            ? value.Require<YamlScalar>($"{SpecValue.PresetName} takes a single value such as {Presets.All[0].Name}").Value
            : Text(key, value);
        string folder = Path.GetDirectoryName(Path.GetFullPath(value.Place.FileName)) ?? "";
        return new SpecValue(key, key?.Anchor(text, folder) ?? text, value.Place);
    }

    private static string Text(SpecKey key, YamlNode value)
    {
        if (!key.IsList && !(key.TakesList && value is YamlList))
        {
            string orList = key.TakesList ? ", or a list with one for each layer" : "";
            string text = ScalarText(key, value, $"{key.Name} takes a single value such as {key.DefaultText}{orList}");
            return key.TakesList && text.Contains(',', StringComparison.Ordinal)
                ? throw value.Place.Fault($"{key.Name} is \"{text}\"; a list stands in brackets, and a number has a decimal point")
                : text;
        }

        string expectation = $"{key.Name} takes a list such as [{key.DefaultText}]";
        return string.Join(", ", value.Require<YamlList>(expectation).Items.Select(item => ScalarText(key, item, expectation)));
    }

    /// <summary>Quotes make a text of a number, so they are legal around names only.</summary>
    private static string ScalarText(SpecKey key, YamlNode value, string expectation)
    {
        YamlScalar scalar = value.Require<YamlScalar>(expectation);
        return scalar.IsQuoted && !key.AllowsQuotes
            ? throw scalar.Place.Fault($"{key.Name} is the quoted text \"{scalar.Value}\"; remove the quotes")
            : scalar.Value;
    }
}
