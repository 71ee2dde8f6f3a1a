using System.CommandLine;

namespace Engram.Cli.Parsing;

/// <summary>A command whose help ends with lines to copy.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in a sentence.</param>
/// <param name="examples">Command lines without the program's name, each with what it is for.</param>
internal sealed class ShownCommand(string name, string description, params IReadOnlyList<(string Line, string Purpose)> examples) : Command(name, description)
{
    public IReadOnlyList<(string Line, string Purpose)> Examples { get; } = examples;
}
