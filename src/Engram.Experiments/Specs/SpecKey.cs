using System.Text.Json.Nodes;
using Engram.Families;
using Engram.Models;

namespace Engram.Experiments.Specs;

/// <summary>
/// One key of a run's spec: its name, what it means, and how it is read from and written into a <see cref="RunSpec"/>.
/// The same entry makes the YAML key <c>learningRate</c>, the option <c>--learning-rate</c>, its help and its errors.
/// </summary>
public abstract class SpecKey
{
    // Of a path, these need no quotes in YAML.
    private static readonly System.Buffers.SearchValues<char> _plainLetters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-");

    private protected SpecKey(string name, string description)
    {
        Name = name;
        Description = description;
        OptionName = "--" + string.Concat(name.Select(c => char.IsUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
    }

    /// <summary>The key in YAML, for example <c>learningRate</c>.</summary>
    public string Name { get; }

    /// <summary>The same key on the command line, for example <c>--learning-rate</c>.</summary>
    public string OptionName { get; }

    /// <summary>One sentence for help texts.</summary>
    public string Description { get; }

    /// <summary>The value that holds for the default model where none is given, as text.</summary>
    public string DefaultText => Read(new RunSpec());

    /// <summary>The values that hold where none is given: the default model's, and those of models that differ.</summary>
    public string DefaultTexts => string.Join("; ", new[] { DefaultText }.Concat(
        ModelTable.All.Where(IsUsedBy)
            .Select(model => (model.Name, Text: Read(new RunSpec { Training = model.Defaults })))
            .Where(other => other.Text != DefaultText && Name != "model")
            .Select(other => $"{other.Name} {other.Text}")));

    /// <summary>What help groups the key under, for example <c>Network</c>.</summary>
    public string Topic { get; internal set; } = "";

    /// <summary>What help shows in the value's place, for example <c>n</c>.</summary>
    public abstract string Placeholder { get; }

    /// <summary>Every legal value where they are names; empty for numbers.</summary>
    public abstract IReadOnlyList<string> Choices { get; }

    /// <summary>Whether YAML writes the value as a list; its text is separated by commas.</summary>
    public abstract bool IsList { get; }

    /// <summary>Whether YAML may also write the value as a list, of one number for each layer.</summary>
    internal abstract bool TakesList { get; }

    /// <summary>Whether the value is true or false, so that naming the option is enough.</summary>
    public abstract bool IsFlag { get; }

    /// <summary>Of which numbers a range makes sense.</summary>
    internal abstract SpecNumber Number { get; }

    /// <summary>Whether the key says how own images are read; with a data set of the catalog, naming it is an error.</summary>
    public bool IsAboutOwnData { get; init; }

    /// <summary>Whether a file may write the value in quotes.</summary>
    internal abstract bool AllowsQuotes { get; }

    /// <summary>Whether a spec has a use for this key.</summary>
    internal bool IsUsedIn(RunSpec spec) => IsUsedBy(ModelTable.Find(spec.Training.Model)) && (!IsAboutOwnData || spec.HasOwnData);

    /// <summary>A value that may be a relative path, as one that holds in every folder.</summary>
    /// <param name="text">The value as it is given.</param>
    /// <param name="folder">The folder that it is relative to.</param>
    internal abstract string Anchor(string text, string folder);

    /// <summary>Whether a model has a use for this key; otherwise naming it is an error.</summary>
    public abstract bool IsUsedBy(Model model);

    /// <summary>The key's value in a spec, as text that <see cref="Write"/> accepts.</summary>
    public abstract string Read(RunSpec spec);

    /// <summary>The same as YAML has it.</summary>
    internal string ReadYaml(RunSpec spec)
    {
        string value = Read(spec);
        return AllowsQuotes && value.AsSpan().ContainsAnyExcept(_plainLetters) ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
            : IsList || (TakesList && value.Contains(',', StringComparison.Ordinal)) ? $"[{value}]" : value;
    }

    /// <summary>A spec that differs in this key only.</summary>
    /// <param name="spec">The spec to start from.</param>
    /// <param name="text">The new value, as YAML or the command line has it.</param>
    /// <param name="shownName">How the message names the key: with file and line, or as an option.</param>
    /// <exception cref="EngramException">The text is not a legal value.</exception>
    public abstract RunSpec Write(RunSpec spec, string text, string shownName);

    /// <summary>What a legal value is, as JSON Schema for editors.</summary>
    internal abstract JsonObject Schema();
}

/// <inheritdoc/>
/// <typeparam name="T">The type of the key's value.</typeparam>
internal sealed class SpecKey<T>(
    string name,
    SpecType<T> type,
    string description,
    Func<RunSpec, T> get,
    Func<RunSpec, T, RunSpec> set,
    Func<Model, bool>? usedBy) : SpecKey(name, description)
{
    public override string Placeholder => type.Placeholder;

    public override IReadOnlyList<string> Choices => type.Choices;

    public override bool IsList => type.IsList;

    internal override bool TakesList => type.TakesList;

    public override bool IsFlag => typeof(T) == typeof(bool);

    public override bool IsUsedBy(Model model) => usedBy?.Invoke(model) ?? true;

    public override string Read(RunSpec spec) => type.Format(get(spec));

    public override RunSpec Write(RunSpec spec, string text, string shownName)
    {
        ArgumentNullException.ThrowIfNull(text);
        return set(spec, type.Parse(text, shownName));
    }

    internal override SpecNumber Number => type.Number;

    internal override bool AllowsQuotes => type.AllowsQuotes;

    internal override string Anchor(string text, string folder) => type.Anchor(text, folder);

    internal override JsonObject Schema() => type.Schema();
}
