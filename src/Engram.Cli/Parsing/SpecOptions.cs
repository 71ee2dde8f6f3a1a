using System.CommandLine;
using System.CommandLine.Parsing;
using Engram.Experiments.Specs;
using Engram.Families;
using Engram.Models;

namespace Engram.Cli.Parsing;

/// <summary>One option for each of some keys of <see cref="SpecKeys"/>.</summary>
/// <param name="isMeant">Whether a key has an option here.</param>
/// <param name="defaultText">What holds where an option is left out; null for the keys' own defaults.</param>
internal sealed class SpecOptions(Func<SpecKey, bool> isMeant, string? defaultText = null)
{
    private readonly List<(SpecKey Key, Option<string> Option)> _options =
        [.. SpecKeys.All.Where(isMeant).Select(key => (key, Create(key, defaultText ?? key.DefaultTexts)))];

    /// <summary>Options for all keys, except those that a command sets itself.</summary>
    public SpecOptions(params IEnumerable<string> except)
        : this(key => !except.Contains(key.Name))
    {
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All => _options.Select(entry => entry.Option);

    public void AddTo(Command command)
    {
        foreach (var (_, option) in _options)
        {
            command.Add(option);
        }
    }

    /// <summary>The same, by topic in the command's help.</summary>
    public void AddTo(ShownCommand command)
    {
        foreach (var (key, option) in _options)
        {
            command.Add(key.Topic, option);
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

    /// <summary>The keys whose options the command line gives.</summary>
    public IEnumerable<SpecKey> Given(ParseResult result) => _options.Where(entry => result.GetResult(entry.Option) is not null).Select(entry => entry.Key);

    private static string Text(OptionResult given) => given.Tokens.Count == 0 ? "true" : given.Tokens[0].Value;

    private static Option<string> Create(SpecKey key, string defaultText)
    {
        var option = new Option<string>(key.OptionName)
        {
            HelpName = key.Placeholder,
            Description = $"{key.Description} {Legal(key)}{UsedBy(key)}[default: {defaultText}]",
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
