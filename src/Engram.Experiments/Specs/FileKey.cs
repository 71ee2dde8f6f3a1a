using System.Text.Json.Nodes;

namespace Engram.Experiments.Specs;

/// <summary>A key of a sweep file that fills one property: how it is read, and how it is described to people and editors.</summary>
/// <typeparam name="TTarget">What has the property.</typeparam>
/// <param name="name">The key.</param>
/// <param name="description">One sentence.</param>
internal abstract class FileKey<TTarget>(string name, string description)
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>The target with the value of a file.</summary>
    /// <exception cref="EngramException">The value is not legal.</exception>
    public abstract TTarget Read(TTarget target, YamlNode value);

    /// <summary>What a legal value is, as JSON Schema for editors.</summary>
    public abstract JsonObject Schema();
}

/// <summary>A key with a single value.</summary>
internal sealed class FileKey<TTarget, T>(string name, SpecType<T> type, string description, Func<TTarget, T, TTarget> set)
    : FileKey<TTarget>(name, description)
{
    public override TTarget Read(TTarget target, YamlNode value) => set(target, type.ReadScalar(value, Name));

    public override JsonObject Schema() => type.Schema();
}

/// <summary>A key with a list of values.</summary>
internal sealed class FileListKey<TTarget, T>(string name, SpecType<T> type, string description, Func<TTarget, IReadOnlyList<T>, TTarget> set)
    : FileKey<TTarget>(name, description)
{
    public override TTarget Read(TTarget target, YamlNode value) => set(
        target, [.. value.Require<YamlList>($"{Name} takes a list").Items.Select(item => type.ReadScalar(item, Name))]);

    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = type.Schema() };
}
