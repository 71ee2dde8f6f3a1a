using System.CommandLine;
using Engram.Experiments.Specs;

namespace Engram.Cli.Parsing;

/// <summary>The options that name other images than a run's own, and say how they are read.</summary>
internal sealed class DataOptions
{
    private const string Data = "data";

    private readonly SpecOptions _options = new(key => key.Name == Data || key.IsAboutOwnData, "the run's own");

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => _options.All;

    public void AddTo(Command command) => _options.AddTo(command);

    /// <summary>Name or path of the data, and how it is read where a spec says it for what is not given; null for what is not given.</summary>
    public (string? Data, Func<RunSpec, OwnDataOptions>? Reading) Read(ParseResult result)
    {
        SpecKey[] given = [.. _options.Given(result)];
        bool names = given.Any(key => key.Name == Data);
        if (!names && given.Length > 0)
        {
            throw new EngramException($"{given[0].OptionName} is about other images than the run's own; name these with --data, or leave it out.");
        }

        var draft = new SpecDraft();
        _options.AddTo(draft, result);
        RunSpec asked = draft.ToSpec();
        return (names ? asked.Data : null, given.Any(key => key.IsAboutOwnData) ? spec => draft.AddedTo(spec).Reading : null);
    }
}
