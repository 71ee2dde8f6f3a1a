using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Data.Catalog;
using Engram.Data.Files;

namespace Engram.Cli.Commands;

/// <summary><c>engram data fetch</c>: downloads a data set into the user's cache or a named folder.</summary>
internal static class FetchCommand
{
    public static Command Create(Shell shell)
    {
        Argument<string> name = CommonOptions.DatasetName();
        Option<string> dataDirectory = CommonOptions.DataDirectory();
        Option<bool> quiet = CommonOptions.Flag("--quiet", "Print only the folder.");
        var command = new Command("fetch", "Download a data set; a broken download goes on where it stopped.")
        {
            name, dataDirectory, quiet,
        };
        command.SetAction(result => Fetch(
            shell, DatasetCatalog.Find(result.GetRequiredValue(name)), result.GetValue(dataDirectory), result.GetValue(quiet)));
        return command;
    }

    internal static int Fetch(Shell shell, DatasetDescription dataset, string? dataDirectory, bool quiet)
    {
        string folder = DatasetCatalog.FetchFolder(dataset, dataDirectory);
        using var interrupt = new InterruptSignal(shell);
        try
        {
            DatasetLocation location = FetchDisplay.Show(shell, quiet, progress =>
                DatasetDownload.FetchAsync(dataset, folder, progress, interrupt.Token).GetAwaiter().GetResult());
            shell.WriteLine(quiet ? location.Folder : $"{dataset.Name} is in {location.Folder}");
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            shell.WriteLine($"Interrupted; what has arrived stays in {folder}, and fetching again goes on from there.");
            return ExitCode.Interrupted;
        }
        catch (EngramException exception)
        {
            shell.Error.WriteLine(exception.Message);
            return ExitCode.Failed;
        }
    }
}
