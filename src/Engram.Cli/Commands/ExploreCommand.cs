using System.CommandLine;
using Engram.Cli.Pages;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Data;
using Engram.Experiments.Analyses;
using Engram.Explorer;

namespace Engram.Cli.Commands;

/// <summary><c>engram explore</c>: writes one page in which analyzed runs can be looked at unit by unit.</summary>
internal sealed class ExploreCommand
{
    private const string What = "explorer";

    private readonly Argument<string[]> _runs = new("run")
    {
        Description = "Folders of analyzed runs, of any models and data; the page lets choose between them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "file",
        Description = "The page to write. [default: explore.html in the run's folder, for several runs in the current one]",
    };

    private readonly Option<string> _title = new("--title")
    {
        HelpName = "text",
        Description = "What the page is called. [default: made from the models and the data]",
    };

    private readonly DataOptions _data = new();
    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("explore their analysis");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _open = CommonOptions.Flag("--open", "Open the page in the browser.");
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing.");

    public static Command Create(Shell shell)
    {
        var explore = new ExploreCommand();
        var command = new ShownCommand(
            "explore",
            "Write one page to look at analyzed runs unit by unit: tuning, images, weights, ensembles, mistakes.",
            ("explore runs/ff-mnist-seed1 --open", "one run, shown in the browser"),
            ("explore runs/ff-mnist-seed1 runs/bp-mnist-seed1 --output both.html", "two models, one after the other"));
        command.Add(explore._runs);
        explore._data.AddTo(command);
        foreach (Option option in (Option[])[explore._output, explore._title, explore._dataDirectory, explore._otherData, explore._threads, explore._open, explore._quiet])
        {
            command.Add(option);
        }

        command.SetAction(result => explore.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        bool quiet = result.GetValue(_quiet);
        var (data, reading) = _data.Read(result);
        HashSet<DatasetOrigin> origins = [];
        var options = new AnalysisRunOptions
        {
            Data = data,
            Reading = reading,
            OtherData = result.GetValue(_otherData),
            DataDirectory = result.GetValue(_dataDirectory),
            Threads = result.GetValue(_threads),
            OnData = origin => ShowData(shell, !quiet && origin is not null && origins.Add(origin) ? origin : null),
            Warn = shell.Warn,
        };
        string[] folders = result.GetRequiredValue(_runs);

        // What cannot be written is said before what takes time.
        if (result.GetValue(_output) is { } wanted)
        {
            PageFile.Require(wanted, What, folders);
        }

        ExploredRun[] runs = new ExploredRun[folders.Length];
        StageDisplay.Show(shell, "looking", "looked at", quiet, progress =>
        {
            for (int index = 0; index < runs.Length; index++)
            {
                runs[index] = ExploredRun.Read(folders[index], options, progress);
            }
        });
        string path = result.GetValue(_output) ?? (runs.Length == 1 ? runs[0].Run.ExplorerPath : Path.GetFileName(runs[0].Run.ExplorerPath));
        PageFile.Require(path, What, folders);
        ExplorerPage.Write(path, result.GetValue(_title) ?? RunTitles.Of([.. runs.Select(run => run.Run)]), runs);
        if (!quiet)
        {
            shell.WriteLine($"Explorer {path}");
        }

        return result.GetValue(_open) ? Browser.Show(shell, path) : ExitCode.Done;
    }

    private static void ShowData(Shell shell, DatasetOrigin? origin)
    {
        if (origin is not null)
        {
            shell.WriteText(RunText.Data(origin));
        }
    }
}
