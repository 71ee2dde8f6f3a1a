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

    public abstract bool TryParse(string text, out T value);

    /// <summary>The text that <see cref="TryParse"/> turns into the same value, to the last bit.</summary>
    public abstract string Format(T value);
}
