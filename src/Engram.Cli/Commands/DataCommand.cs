using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;

namespace Engram.Cli.Commands;

/// <summary><c>engram data</c>: which data sets there are, fetching them, and checking them.</summary>
internal static class DataCommand
{
    public static Command Create(Shell shell) => new("data", "List, fetch and verify data sets.")
    {
        CreateList(shell),
        FetchCommand.Create(shell),
        CreateVerify(shell),
    };

    private static Command CreateList(Shell shell)
    {
        Option<string> dataDirectory = CommonOptions.DataDirectory();
        var command = new Command("list", "Show all data sets and where they are.") { dataDirectory };
        command.SetAction(result =>
        {
            DataView.List(shell, result.GetValue(dataDirectory));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command CreateVerify(Shell shell)
    {
        Argument<string> name = CommonOptions.DatasetName();
        Option<string> dataDirectory = CommonOptions.DataDirectory();
        var command = new Command("verify", "Compare a data set's files with their known content.") { name, dataDirectory };
        command.SetAction(result => DataView.Verify(
            shell, DatasetCatalog.Locate(DatasetCatalog.Find(result.GetRequiredValue(name)), result.GetValue(dataDirectory))));
        return command;
    }
}
