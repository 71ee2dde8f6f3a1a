using System.CommandLine;
using System.CommandLine.Parsing;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Models;

namespace Engram.Cli.Parsing;

/// <summary>One option for each key of <see cref="SpecKeys"/>, except those that a command sets itself.</summary>
internal sealed class SpecOptions(params IEnumerable<string> except)
{
    private readonly List<(SpecKey Key, Option<string> Option)> _options =
        [.. SpecKeys.All.Where(key => !except.Contains(key.Name)).Select(key => (key, Create(key)))];

    public void AddTo(Command command)
    {
        foreach (var (_, option) in _options)
        {
            command.Add(option);
        }
    }

    /// <summary>The name of the first option that the command line gives, or null.</summary>
    public string? FirstGiven(ParseResult result) => _options
        .Where(entry => result.GetResult(entry.Option) is not null)
        .Select(entry => entry.Option.Name)
        .FirstOrDefault();

    /// <summary>Adds every option that the command line gives.</summary>
    public void AddTo(SpecDraft draft, ParseResult result)
    {
        foreach (var (key, option) in _options)
        {
            if (result.GetResult(option) is { } given)
            {
                draft.Add(key, Text(given), key.OptionName);
            }
        }
    }

    private static string Text(OptionResult given) => given.Tokens.Count == 0 ? "true" : given.Tokens[0].Value;

    private static Option<string> Create(SpecKey key)
    {
        var option = new Option<string>(key.OptionName)
        {
            HelpName = key.Placeholder,
            Description = $"{key.Description} {Legal(key)}{UsedBy(key)}[default: {key.DefaultTexts}]",
            Arity = key.IsFlag ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };
        option.CompletionSources.Add(_ => key.Choices);
        return option;
    }

    private static string UsedBy(SpecKey key)
    {
        Model[] users = [.. ModelTable.All.Where(key.IsUsedBy)];
        return users.Length == ModelTable.All.Count ? "" : $"For {string.Join<Model>(" and ", users)}. ";
    }

    private static string Legal(SpecKey key) => key.Choices.Count > 0 ? $"One of {string.Join(", ", key.Choices)}. " : "";
}
