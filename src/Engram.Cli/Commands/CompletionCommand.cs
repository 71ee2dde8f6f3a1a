using System.CommandLine;
using Engram.Cli.Completion;
using Engram.Cli.Terminal;

namespace Engram.Cli.Commands;

/// <summary><c>engram completion</c>: prints the script that lets a command shell complete engram's words.</summary>
internal static class CompletionCommand
{
    public static Command Create(Shell shell)
    {
        var name = new Argument<string>("shell") { Description = $"One of {string.Join(", ", CompletionScripts.Shells)}." };
        name.CompletionSources.Add(_ => CompletionScripts.Shells);
        var command = new Command("completion", "Print a script for tab completion.") { name };
        command.SetAction(result =>
        {
            shell.Output.Write(CompletionScripts.Find(result.GetRequiredValue(name)));
            return ExitCode.Done;
        });
        return command;
    }
}
