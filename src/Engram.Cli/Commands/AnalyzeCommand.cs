using System.CommandLine;
using Engram.Analysis;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Data;
using Engram.Experiments.Analyses;
using Engram.Experiments.Evaluations;

namespace Engram.Cli.Commands;

/// <summary><c>engram analyze</c>: measures what emerged in finished runs.</summary>
internal sealed class AnalyzeCommand
{
    private readonly Argument<string[]> _runs = new("run")
    {
        Description = "Folders of finished runs, or .npz files of any network's activations (layer_1, layer_2, ..., labels, predictions).",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly DataOptions _data = new();

    private readonly Option<bool> _overEpochs = CommonOptions.Flag(
        "--over-epochs", "Measure the layers of a run too after each of the epochs that it kept (train --keep-checkpoints): epochs.csv, epoch-classes.csv.");

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "folder",
        Description = "Where the results of an .npz file go. [default: <file>-analysis, beside it]",
    };

    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("analyze on them, into <data>-<fingerprint>/analysis in the run's folder");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing.");
    private readonly Option<bool> _json = CommonOptions.Json("each analysis on a line of its own");

    public static Command Create(Shell shell)
    {
        var analyze = new AnalyzeCommand();
        var command = new ShownCommand(
            "analyze",
            "Measure what emerged in finished runs, or in any activations: sparseness, ensembles, weights and more.",
            ("analyze runs/ff-mnist-seed1", "tables as CSV and JSON into runs/ff-mnist-seed1/analysis"),
            ("analyze runs/kept --over-epochs", "and how it became so, where train had --keep-checkpoints"),
            ("analyze activations.npz", "of another program's network: arrays layer_1, ..., labels"));
        command.Add(analyze._runs);
        analyze._data.AddTo(command);
        foreach (Option option in (Option[])[analyze._overEpochs, analyze._output, analyze._dataDirectory, analyze._otherData, analyze._threads, analyze._quiet, analyze._json])
        {
            command.Add(option);
        }

        command.SetAction(result => analyze.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        bool json = result.GetValue(_json);
        bool silent = json || result.GetValue(_quiet);
        string folder = "";
        IReadOnlyList<EpochRow> epochs = [];
        var (data, reading) = _data.Read(result);
        var options = new AnalysisRunOptions
        {
            Data = data,
            Reading = reading,
            OtherData = result.GetValue(_otherData),
            OverEpochs = result.GetValue(_overEpochs),
            OnEpochs = measured => epochs = measured,
            OnFolder = written => folder = written,
            DataDirectory = result.GetValue(_dataDirectory),
            Threads = result.GetValue(_threads),
            OnData = origin => ShowData(shell, silent ? null : origin),
            Warn = shell.Warn,
        };
        string[] runs = result.GetRequiredValue(_runs);
        RequireUse(result, runs);
        foreach (string run in runs)
        {
            if (ActivationsAnalysis.IsFile(run))
            {
                AnalyzeFile(result, shell, run, json, silent);
            }
            else
            {
                AnalyzeRun(shell, run, options, json, silent, () => (folder, epochs));
            }
        }

        // A report is about runs.
        if (!silent && !runs.Any(ActivationsAnalysis.IsFile))
        {
            IEnumerable<(string, string)> ofOwnData = options.Data is null && !options.OtherData ? [(RunLine.Explore(shell, runs, options.DataDirectory), "look at single units")] : [];
            NextSteps.Show(shell, [(RunLine.Report(shell, runs, options.OtherData), "see it in one page"), .. ofOwnData]);
        }

        return ExitCode.Done;
    }

    private void AnalyzeFile(ParseResult result, Shell shell, string path, bool json, bool silent)
    {
        string folder = result.GetValue(_output) ?? ActivationsAnalysis.FolderOf(path);
        ActivationAnalysis analysis = null!;
        StageDisplay.Show(shell, "analyzing", "analyzed", silent, progress => analysis = ActivationsAnalysis.Analyze(path, folder, result.GetValue(_threads), progress));
        if (json)
        {
            shell.Output.Write(ActivationsAnalysis.Format(analysis));
        }
        else if (!silent)
        {
            AnalysisView.Show(shell, analysis, folder);
        }
    }

    private static void AnalyzeRun(Shell shell, string run, AnalysisRunOptions options, bool json, bool silent, Func<(string Folder, IReadOnlyList<EpochRow> Epochs)> written)
    {
        NetworkAnalysis analysis = null!;
        StageDisplay.Show(shell, "analyzing", "analyzed", silent, progress => analysis = RunAnalysis.Analyze(run, options, progress));
        if (json)
        {
            shell.Output.Write(RunAnalysis.Format(analysis));
        }
        else if (!silent)
        {
            AnalysisView.Show(shell, analysis, written().Folder, written().Epochs);
        }
    }

    /// <summary>Fails where an option has nothing to do with what is analyzed.</summary>
    private void RequireUse(ParseResult result, string[] runs)
    {
        string[] files = [.. runs.Where(ActivationsAnalysis.IsFile)];
        if (files.Length == runs.Length)
        {
            GivenOptions.Refuse(result, [.. _data.All, _dataDirectory, _otherData], "is about the images of a run and has no use with activations; leave it out");
            GivenOptions.Refuse(result, [_overEpochs], "is about the weights that a run has kept, and activations have none; leave it out");
        }

        if (runs.Length > 1)
        {
            GivenOptions.Refuse(result, [_output], "takes the results of one .npz file; analyze one file at a time, or leave it out");
        }

        if (files.Length == 0)
        {
            GivenOptions.Refuse(result, [_output], "is about .npz files of activations, and the analysis of a run goes into the run's folder; leave it out");
        }
    }

    private static void ShowData(Shell shell, DatasetOrigin? origin)
    {
        if (origin is not null)
        {
            shell.WriteLine(RunText.Data(origin));
        }
    }
}
