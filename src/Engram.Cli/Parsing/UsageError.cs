using System.CommandLine;
using System.CommandLine.Parsing;
using Engram.Experiments.Files;

namespace Engram.Cli.Parsing;

/// <summary>Says in one sentence what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageError
{
    /// <summary>The sentence, or null where nothing is wrong.</summary>
    public static string? Find(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        string name = FullName(result.CommandResult);
        if (BadText(result) is { } badText)
        {
            return badText;
        }

        if (UnknownOption(result) is { } option)
        {
            string[] options = [.. command.Options.Select(o => o.Name)];
            return Synonyms.Find(option, options) is { } synonym
                ? $"{name} has no option {option}; it is called {synonym} here."
                : $"{name} has no option {option}; {NearestName.Hint(option, options, $"see {name} --help")}.";
        }

        if (result.UnmatchedTokens.Count > 0)
        {
            string token = result.UnmatchedTokens[0];
            return command.Subcommands.Count > 0
                ? $"{name} has no command \"{token}\"; {NearestName.Hint(token, [.. command.Subcommands.Select(c => c.Name)])}."
                : $"{name} does not take \"{token}\"; see {name} --help.";
        }

        return result.Errors.Count == 0 ? null : Describe(result.Errors[0], name, command);
    }

    /// <summary>
    /// A value that is empty, or holds what no name should: it would end up in commands that are printed, in comments, scripts and
    /// tables, where a line break is the end of all that.
    /// </summary>
    private static string? BadText(ParseResult result)
    {
        foreach (SymbolResult given in result.CommandResult.Children)
        {
            (string name, IReadOnlyList<Token> tokens) = given switch
            {
                OptionResult option => (option.IdentifierToken?.Value ?? option.Option.Name, option.Tokens),
                ArgumentResult argument => ($"<{argument.Argument.Name}>", argument.Tokens),
                _ => ("", []),
            };
            foreach (string value in tokens.Select(token => token.Value))
            {
                if (string.IsNullOrWhiteSpace(value))
                {
                    return $"{name} is empty; give a value.";
                }

                if (value.FirstOrDefault(IsUnprintable) is var found and not '\0')
                {
                    return $"{name} holds the character U+{(int)found:X4}, which cannot be shown in a line of text; choose a name without it.";
                }
            }
        }

        return null;
    }

    private static bool IsUnprintable(char c) => char.IsControl(c) || c is '\u2028' or '\u2029';

    private static string Describe(ParseError error, string name, Command command) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0 } option =>
            $"{option.IdentifierToken?.Value} needs a value; see {name} --help.",
        OptionResult { Tokens.Count: > 1 } option =>
            $"{option.IdentifierToken?.Value} is given {option.Tokens.Count} times; keep one of them.",
        OptionResult option =>
            $"{option.IdentifierToken?.Value} is \"{option.Tokens[0].Value}\", but takes {Expectation(option.Option.ValueType)}.",
        ArgumentResult argument =>
            $"{name} needs <{argument.Argument.Name}>; see {name} --help.",
        CommandResult when command.Subcommands.Count > 0 =>
            $"{name} needs a command: {string.Join(", ", command.Subcommands.Select(c => c.Name))}.",
        _ => $"{error.Message.TrimEnd('.')}; see {name} --help.",
    };

    /// <summary>
    /// A word that looks like an option but is none: left over, or taken for an argument's value because an argument
    /// takes what no option does.
    /// </summary>
    private static string? UnknownOption(ParseResult result)
    {
        IEnumerable<string> asArguments = result.CommandResult.Children
            .OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Select(token => token.Value);
        return asArguments.Concat(result.UnmatchedTokens).FirstOrDefault(word => word.Length > 1 && word[0] == '-')?.Split('=')[0];
    }

    private static string FullName(CommandResult command) => command.Parent is CommandResult parent
        ? $"{FullName(parent)} {command.Command.Name}"
        : EngramCommand.Name;

    private static string Expectation(Type type) => Type.GetTypeCode(Nullable.GetUnderlyingType(type) ?? type) switch
    {
        TypeCode.Int32 => $"a whole number up to {int.MaxValue}",
        TypeCode.UInt64 => $"a whole number from 0 to {ulong.MaxValue}",
        TypeCode.Single => "a finite number",
        _ => type == typeof(int[]) ? "a list of whole numbers such as 2,3" : "another value",
    };
}
