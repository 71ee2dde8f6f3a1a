using System.CommandLine;

namespace Engram.Cli.Parsing;

/// <summary>A command whose help has its options by topic, and ends with lines to copy.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="examples">Command lines without the program's name, each with what it is for.</param>
internal sealed class ShownCommand(string name, string description, params IReadOnlyList<(string Line, string Purpose)> examples) : Command(name, description)
{
    private readonly List<(string Title, Option Option)> _topics = [];

    public IReadOnlyList<(string Line, string Purpose)> Examples { get; } = examples;

    /// <summary>The options that belong to a topic, each with its title, in the order in which they were added.</summary>
    public IReadOnlyList<(string Title, Option Option)> Topics => _topics;

    /// <summary>Adds an option to the command and to a topic of its help.</summary>
    public void Add(string topic, Option option)
    {
        Add(option);
        _topics.Add((topic, option));
    }
}
