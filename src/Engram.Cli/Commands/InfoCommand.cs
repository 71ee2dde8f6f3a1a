using System.CommandLine;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;

namespace Engram.Cli.Commands;

/// <summary><c>engram info</c>: what the program is and what it runs on.</summary>
internal static class InfoCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("info", "Show version, machine and kernels.");
        command.SetAction(_ =>
        {
            InfoView.Show(shell);
            return ExitCode.Done;
        });
        return command;
    }
}
