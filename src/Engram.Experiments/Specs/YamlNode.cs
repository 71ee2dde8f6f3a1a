using Engram.Experiments.Files;

namespace Engram.Experiments.Specs;

/// <summary>A value of a YAML file that remembers where it stands.</summary>
/// <param name="Place">Where it begins.</param>
internal abstract record YamlNode(YamlPlace Place)
{
    /// <summary>The value as the kind that is expected.</summary>
    /// <exception cref="EngramException">It is of another kind; the expectation is the sentence.</exception>
    public T Require<T>(string expectation)
        where T : YamlNode => this as T ?? throw Place.Fault(expectation);
}

/// <summary>A single value.</summary>
internal sealed record YamlScalar(YamlPlace Place, string Value, bool IsQuoted) : YamlNode(Place);

/// <summary>Values in order.</summary>
internal sealed record YamlList(YamlPlace Place, IReadOnlyList<YamlNode> Items) : YamlNode(Place);

/// <summary>Values under keys, each of which stands there once.</summary>
internal sealed record YamlMap(YamlPlace Place, IReadOnlyList<YamlEntry> Entries) : YamlNode(Place)
{
    /// <summary>The value of a key, or null where it is not given.</summary>
    public YamlNode? Find(string key) => Entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    /// <exception cref="EngramException">A key is none of those that are legal here.</exception>
    public void RequireKnown(IReadOnlyCollection<string> legal)
    {
        foreach (YamlEntry entry in Entries)
        {
            entry.RequireKnown(legal);
        }
    }
}

/// <summary>A key and its value.</summary>
/// <param name="Place">Where the key stands.</param>
/// <param name="Key">The key.</param>
/// <param name="Value">Its value.</param>
internal sealed record YamlEntry(YamlPlace Place, string Key, YamlNode Value)
{
    /// <exception cref="EngramException">The key is none of those that are legal here.</exception>
    public void RequireKnown(IReadOnlyCollection<string> legal)
    {
        if (!legal.Contains(Key))
        {
            throw Place.Fault($"the key \"{Key}\" is unknown; {NearestName.Hint(Key, legal)}");
        }
    }
}
