using System.CommandLine;
using System.CommandLine.Invocation;
using Engram.Cli.Terminal;

namespace Engram.Cli.Parsing;

/// <summary>Help: what a command does, its arguments, its options by topic, its commands, and examples.</summary>
internal sealed class HelpText(Shell shell) : SynchronousCommandLineAction
{
    private const string Indent = "  ";

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Command command = parseResult.CommandResult.Command;
        ShowDescription(command);
        shell.WriteLine("Usage:");
        shell.WriteLine(Indent + Usage(command));
        shell.WriteLine();
        List<(string Title, (string Name, string Text)[] Entries)> sections =
        [
            ("Arguments", [.. command.Arguments.Where(argument => !argument.Hidden).Select(argument => ($"<{argument.Name}>", argument.Description ?? ""))]),
            .. OptionSections(command),
            ("Commands", [.. command.Subcommands.Where(sub => !sub.Hidden).Select(sub => (string.Join(' ', Arguments(sub).Prepend(sub.Name)), sub.Description ?? ""))]),
        ];
        int width = sections.SelectMany(section => section.Entries).Max(entry => entry.Name.Length);
        foreach ((string title, (string, string)[] entries) in sections.Where(section => section.Entries.Length > 0))
        {
            ShowEntries(title, entries, Math.Min(width, (shell.HelpWidth / 2) - Indent.Length));
        }

        ShowExamples(command);
        return ExitCode.Done;
    }

    private void ShowDescription(Command command)
    {
        shell.WriteLine("Description:");
        foreach (string line in FoldedText.Lines(command.Description ?? "", shell.HelpWidth - Indent.Length))
        {
            shell.WriteLine(Indent + line);
        }

        shell.WriteLine();
    }

    private static string Usage(Command command) => string.Join(' ',
    [
        .. Lineage(command).Select(part => part is RootCommand ? EngramCommand.Name : part.Name),
        .. Arguments(command),
        .. command.Subcommands.Count > 0 ? (string[])["[command]"] : [],
        "[options]",
    ]);

    // From the root to the command itself.
    private static IEnumerable<Command> Lineage(Command command) => command.Parents.OfType<Command>().SelectMany(Lineage).Append(command);

    private static IEnumerable<string> Arguments(Command command) => command.Arguments.Where(argument => !argument.Hidden).Select(Placeholder);

    private static string Placeholder(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? $"<{argument.Name}>..." : $"<{argument.Name}>";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    // Topics in the order in which they come, then what belongs to none.
    private static IEnumerable<(string Title, (string Name, string Text)[] Entries)> OptionSections(Command command)
    {
        IReadOnlyList<(string Title, Option Option)> topics = (command as ShownCommand)?.Topics ?? [];
        foreach (IGrouping<string, (string Title, Option Option)> topic in topics.GroupBy(topic => topic.Title))
        {
            yield return (topic.Key, [.. topic.Select(entry => Entry(entry.Option))]);
        }

        IEnumerable<Option> inherited = Lineage(command).SkipLast(1).SelectMany(parent => parent.Options).Where(option => option.Recursive);
        yield return (topics.Count > 0 ? "Run" : "Options", [.. command.Options.Where(option => !option.Hidden).Except(topics.Select(topic => topic.Option)).Concat(inherited).Select(Entry)]);
    }

    private static (string Name, string Text) Entry(Option option)
    {
        string names = string.Join(", ", option.Aliases.Order(StringComparer.Ordinal).Append(option.Name).OrderBy(name => name.Length));
        return (option.HelpName is { } value && option.Arity.MaximumNumberOfValues > 0 ? $"{names} <{value}>" : names, option.Description ?? "");
    }

    private void ShowEntries(string title, (string Name, string Text)[] entries, int width)
    {
        shell.WriteLine($"{title}:");
        foreach ((string name, string text) in entries)
        {
            // A name without room for its text has a line of its own.
            string start = Indent + name.PadRight(width) + Indent;
            if (name.Length > width)
            {
                shell.WriteLine(Indent + name);
                start = new string(' ', start.Length - name.Length + width);
            }

            int room = Math.Max(1, shell.HelpWidth - width - (2 * Indent.Length));
            foreach (string line in FoldedText.Lines(text, room))
            {
                shell.WriteLine((start + line).TrimEnd());
                start = new string(' ', width + (2 * Indent.Length));
            }
        }

        shell.WriteLine();
    }

    private void ShowExamples(Command command)
    {
        if (command is not ShownCommand { Examples: { Count: > 0 } examples })
        {
            return;
        }

        shell.WriteLine("Examples:");
        foreach ((string line, string purpose) in examples)
        {
            shell.WriteText(purpose, Indent);
            shell.WriteLine($"{Indent}{Indent}{EngramCommand.Name} {line}");
        }

        shell.WriteLine();
    }
}
