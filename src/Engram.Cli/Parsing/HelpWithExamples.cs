using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Engram.Cli.Terminal;

namespace Engram.Cli.Parsing;

/// <summary>Help as the parser lays it out, then a command's examples.</summary>
internal sealed class HelpWithExamples(Shell shell) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int exitCode = new HelpAction { MaxWidth = shell.HelpWidth }.Invoke(parseResult);
        if (parseResult.CommandResult.Command is ShownCommand { Examples.Count: > 0 } command)
        {
            shell.WriteLine("Examples:");
            foreach ((string line, string purpose) in command.Examples)
            {
                shell.WriteText(purpose, "  ");
                shell.WriteLine($"    {EngramCommand.Name} {line}");
            }

            shell.WriteLine();
        }

        return exitCode;
    }
}
