using System.CommandLine;
using Engram.Analysis;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Data;
using Engram.Experiments.Analyses;
using Engram.Experiments.Specs;

namespace Engram.Cli.Commands;

/// <summary><c>engram analyze</c>: measures what emerged in finished runs.</summary>
internal sealed class AnalyzeCommand
{
    private readonly Argument<string[]> _runs = new("run")
    {
        Description = "Folders of finished runs.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _data = new("--data")
    {
        HelpName = "name",
        Description = "Data set to analyze on, with --other-data. [default: the run's own]",
    };

    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("analyze on them, into <data>-<fingerprint>/analysis in the run's folder");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing.");
    private readonly Option<bool> _json = CommonOptions.Json("each analysis on a line of its own");

    private AnalyzeCommand() => _data.CompletionSources.Add(_ => SpecKeys.Find("data")!.Choices);

    public static Command Create(Shell shell)
    {
        var analyze = new AnalyzeCommand();
        var command = new Command("analyze", "Measure what emerged in finished runs: sparseness, ensembles, weights and more.");
        command.Add(analyze._runs);
        foreach (Option option in (Option[])[analyze._data, analyze._dataDirectory, analyze._otherData, analyze._threads, analyze._quiet, analyze._json])
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
        var options = new AnalysisRunOptions
        {
            Data = result.GetValue(_data),
            OtherData = result.GetValue(_otherData),
            OnFolder = written => folder = written,
            DataDirectory = result.GetValue(_dataDirectory),
            Threads = result.GetValue(_threads),
            OnData = origin => ShowData(shell, silent ? null : origin),
            Warn = shell.Warn,
        };
        foreach (string run in result.GetRequiredValue(_runs))
        {
            NetworkAnalysis analysis = null!;
            AnalysisDisplay.Show(shell, silent, progress => analysis = RunAnalysis.Analyze(run, options, progress));
            if (json)
            {
                shell.Output.Write(RunAnalysis.Format(analysis));
            }
            else if (!silent)
            {
                AnalysisView.Show(shell, analysis, folder);
            }
        }

        return ExitCode.Done;
    }

    private static void ShowData(Shell shell, DatasetOrigin? origin)
    {
        if (origin is not null)
        {
            shell.WriteLine(RunText.Data(origin));
        }
    }
}
