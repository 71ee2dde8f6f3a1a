using System.Text.Json.Nodes;
using Engram.Experiments.Files;

namespace Engram.Experiments.Specs;

/// <summary>How values of one type are read from text and written back, the same in YAML and on the command line.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="expectation">What a legal text is, as the end of "it takes ...".</param>
/// <param name="placeholder">What help shows in the value's place.</param>
internal abstract class SpecType<T>(string expectation, string placeholder)
{
    public virtual string Expectation { get; } = expectation;

    public string Placeholder { get; } = placeholder;

    /// <summary>Every legal value, where they are names from a table; empty otherwise.</summary>
    public virtual IReadOnlyList<string> Choices => [];

    /// <summary>Whether YAML writes the value as a list; its text is then separated by commas.</summary>
    public virtual bool IsList => false;

    /// <summary>Whether YAML may also write the value as a list.</summary>
    public virtual bool TakesList => IsList;

    /// <summary>Whether a file may write the value in quotes: names and texts, but no numbers.</summary>
    public virtual bool AllowsQuotes => Choices.Count > 0;

    /// <summary>Of which numbers a range makes sense.</summary>
    public virtual SpecNumber Number => SpecNumber.None;

    /// <summary>A text that is a relative path, as one that holds in every folder; any other as it is.</summary>
    public virtual string Anchor(string text, string folder) => text;

    public abstract bool TryParse(string text, out T value);

    /// <summary>What is expected instead of a text that is not legal.</summary>
    public virtual string Expected(string text) => Expectation;

    /// <summary>The value of a text.</summary>
    /// <exception cref="EngramException">The text is not a legal value.</exception>
    public T Parse(string text, string shownName)
    {
        if (TryParse(text, out T value))
        {
            return value;
        }

        string hint = NearestName.Find(text, Choices) is { } nearest ? $"; the nearest is \"{nearest}\"" : "";
        throw new EngramException($"{shownName} is \"{text}\", but takes {Expected(text)}{hint}{Remark(text)}.");
    }

    /// <summary>What else is to be said of a text that is not legal, with what separates it.</summary>
    private protected virtual string Remark(string text) => "";

    /// <summary>The text that <see cref="TryParse"/> turns into the same value, to the last bit.</summary>
    public abstract string Format(T value);

    /// <summary>What a legal value is, as JSON Schema for editors.</summary>
    public abstract JsonObject Schema();
}
