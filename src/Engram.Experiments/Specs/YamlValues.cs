namespace Engram.Experiments.Specs;

/// <summary>Reads typed values of YAML files.</summary>
internal static class YamlValues
{
    /// <summary>A single value.</summary>
    /// <exception cref="EngramException">It is a list or mapping, quoted without being a text, or of the wrong type.</exception>
    public static T ReadScalar<T>(this SpecType<T> type, YamlNode value, string name)
    {
        YamlScalar scalar = value.Require<YamlScalar>($"{name} takes {type.Expectation}");
        return scalar.IsQuoted && !type.AllowsQuotes
            ? throw scalar.Place.Fault($"{name} is the quoted text \"{scalar.Value}\"; remove the quotes")
            : type.Parse(scalar.Value, $"{scalar.Place}: {name}");
    }

    /// <summary>Fills a target with the values of a mapping; entries that are no such keys are another reader's.</summary>
    public static TTarget ReadInto<TTarget>(this YamlMap map, TTarget target, IReadOnlyList<FileKey<TTarget>> keys)
    {
        foreach (FileKey<TTarget> key in keys)
        {
            target = map.Find(key.Name) is { } value ? key.Read(target, value) : target;
        }

        return target;
    }
}
