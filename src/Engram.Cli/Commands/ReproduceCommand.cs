using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Terminal;
using Engram.Experiments.Plans;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;

namespace Engram.Cli.Commands;

/// <summary><c>engram reproduce</c>: the paper's three models, analyzed, in one report.</summary>
internal sealed class ReproduceCommand
{
    private const string AllData = "all";
    private const string DefaultFolder = "reproduction";

    private readonly Option<string> _data = new("--data")
    {
        HelpName = "name",
        Description = $"One of {string.Join(", ", PaperSettings.DataSets)}, or {AllData}. [default: {PaperSettings.DataSets[0]}]",
    };

    private readonly Option<bool> _full = CommonOptions.Flag(
        "--full", "Train as long as the paper did: hours, on color images days. [default: settings that take minutes on MNIST]");

    private readonly Option<int> _runs = new("--runs")
    {
        HelpName = "n",
        Description = "Runs of each model, with seeds that follow each other; the report then has means and intervals.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<ulong> _seed = new("--seed")
    {
        HelpName = "n",
        Description = "Seed of the first run of each model.",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "folder",
        Description = $"Folder for runs and reports, one folder in it for each data set. [default: {DefaultFolder}]",
    };

    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("runs on them go to <data>-<fingerprint> in that folder");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing but warnings.");

    private ReproduceCommand() => _data.CompletionSources.Add(_ => [.. PaperSettings.DataSets, AllData]);

    public static Command Create(Shell shell)
    {
        var reproduce = new ReproduceCommand();
        var command = new ShownCommand(
            "reproduce",
            "Train the paper's three models, analyze what emerged, and write a report beside the paper's numbers.",
            ("reproduce", "three models on MNIST, about four minutes"),
            ("reproduce --data fashion-mnist --runs 5", "another data set, five seeds, intervals"));
        foreach (Option option in (Option[])
            [reproduce._data, reproduce._full, reproduce._runs, reproduce._seed, reproduce._output,
                reproduce._dataDirectory, reproduce._otherData, reproduce._threads, reproduce._quiet])
        {
            command.Add(option);
        }

        command.SetAction(result => reproduce.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        string folder = result.GetValue(_output) ?? DefaultFolder;
        var options = new RunOptions { DataDirectory = result.GetValue(_dataDirectory), OtherData = result.GetValue(_otherData), Threads = result.GetValue(_threads) };
        (string Data, IReadOnlyList<PlannedRun> Plan)[] plans =
        [
            .. DataSets(result.GetValue(_data) ?? PaperSettings.DataSets[0]).Select(data =>
                (data, RunPlans.Reproduction(data, result.GetValue(_full), result.GetValue(_runs), result.GetValue(_seed)))),
        ];

        // What is missing is said before hours of training, not after them.
        foreach (var (data, _) in plans)
        {
            DatasetCatalog.Locate(DatasetCatalog.Find(data), options.DataDirectory);
        }

        using var interrupt = new InterruptSignal(shell);
        foreach (var (data, plan) in plans)
        {
            int exitCode = PlanCommand.Carry(shell, plan, Path.Combine(folder, data), options, result.GetValue(_quiet), title: null, interrupt.Token);
            if (exitCode != ExitCode.Done)
            {
                return exitCode;
            }
        }

        return ExitCode.Done;
    }

    private static IReadOnlyList<string> DataSets(string name) =>
        name == AllData ? PaperSettings.DataSets
        : PaperSettings.DataSets.Contains(name) ? [name]
        : throw new EngramException($"--data is {name}, but the paper's data sets are {string.Join(", ", PaperSettings.DataSets)}; choose one of them, or {AllData}.");
}
