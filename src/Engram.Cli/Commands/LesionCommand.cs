using System.CommandLine;
using Engram.Analysis.Lesions;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Analyses;
using Engram.Experiments.Evaluations;

namespace Engram.Cli.Commands;

/// <summary><c>engram lesion</c>: silences ensembles of finished runs, and random sets of units like them.</summary>
internal sealed class LesionCommand
{
    private static readonly LesionOptions _defaults = new();

    private readonly Argument<string[]> _runs = new("run") { Description = "Folders of finished runs.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<int?> _randomSets = new("--random-sets")
    {
        HelpName = "n",
        Description = $"Random sets of units, of the size and activity of an ensemble, that each ensemble is compared with. [default: {_defaults.RandomSets}]",
    };

    private readonly Option<int?> _samples = new("--samples") { HelpName = "n", Description = $"Test images that accuracies are measured on, the first of each class. [default: {_defaults.Samples}]" };
    private readonly Option<string> _replace = new("--replace") { HelpName = "zero|mean", Description = $"What a silenced unit gives: nothing, or its mean activation. [default: {LesionOptions.NameOf(_defaults.Replacement)}]" };
    private readonly Option<ulong?> _seed = new("--seed") { HelpName = "n", Description = "Seed of the random sets. [default: the run's]" };
    private readonly DataOptions _data = new();
    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("use them, and write into <data>-<fingerprint>/analysis in the run's folder");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing.");
    private readonly Option<bool> _json = CommonOptions.Json("the results");

    public static Command Create(Shell shell)
    {
        var lesion = new LesionCommand();
        var command = new ShownCommand(
            "lesion",
            "Silence ensembles of finished runs, and random sets of units like them: which classes suffer?",
            ("lesion runs/ff-mnist-seed1", "tables as CSV and JSON into runs/ff-mnist-seed1/analysis; minutes"),
            ("lesion runs/ff-mnist-seed1 --random-sets 1000", "p down to .001; ten times as long"));
        command.Add(lesion._runs);
        foreach (Option option in (Option[])[lesion._randomSets, lesion._samples, lesion._replace, lesion._seed])
        {
            command.Add(option);
        }

        lesion._data.AddTo(command);
        foreach (Option option in (Option[])[lesion._dataDirectory, lesion._otherData, lesion._threads, lesion._quiet, lesion._json])
        {
            command.Add(option);
        }

        command.SetAction(result => lesion.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        bool json = result.GetValue(_json);
        bool silent = json || result.GetValue(_quiet);
        string folder = "";
        LesionRunOptions options = Options(result) with
        {
            OnData = origin => ShowData(shell, silent, origin),
            OnFolder = written => folder = written,
            Warn = shell.Warn,
        };
        foreach (string run in result.GetRequiredValue(_runs))
        {
            LesionRecord record = null!;
            StageDisplay.Show(shell, "silencing", "silenced and measured", silent, progress => record = RunLesions.Lesion(run, options, progress));
            if (json)
            {
                shell.Output.Write(RunLesions.Format(record));
            }
            else if (!silent)
            {
                LesionView.Show(shell, record, folder);
            }
        }

        return ExitCode.Done;
    }

    private LesionRunOptions Options(ParseResult result)
    {
        var (data, reading) = _data.Read(result);
        return new LesionRunOptions
        {
            RandomSets = result.GetValue(_randomSets),
            Samples = result.GetValue(_samples),
            Replacement = result.GetValue(_replace),
            Seed = result.GetValue(_seed),
            Data = data,
            Reading = reading,
            OtherData = result.GetValue(_otherData),
            DataDirectory = result.GetValue(_dataDirectory),
            Threads = result.GetValue(_threads),
        };
    }

    private static void ShowData(Shell shell, bool silent, Engram.Data.DatasetOrigin? origin)
    {
        if (!silent && origin is not null)
        {
            shell.WriteLine(RunText.Data(origin));
        }
    }
}
