using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;

namespace Engram.Cli.Commands;

/// <summary><c>engram info</c>: what the program is and what it runs on.</summary>
internal static class InfoCommand
{
    public static Command Create(Shell shell)
    {
        Option<bool> kernels = CommonOptions.Flag("--kernels", "Show also every kernel table, and by which counts products choose how to walk.");
        var command = new Command("info", "Show version and machine.") { kernels };
        command.SetAction(result =>
        {
            InfoView.Show(shell);
            if (result.GetValue(kernels))
            {
                InfoView.ShowKernels(shell);
            }

            return ExitCode.Done;
        });
        return command;
    }
}
