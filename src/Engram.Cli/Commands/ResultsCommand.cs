using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.SweepRendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Results;
using Engram.Experiments.Specs;
using Engram.Experiments.SweepFiles;
using Engram.Reports.Drawing;
using Engram.Reports.Figures;

namespace Engram.Cli.Commands;

/// <summary><c>engram results</c>: collects what the runs of a sweep showed.</summary>
internal sealed class ResultsCommand
{
    private readonly Argument<string> _sweep = new("sweep") { Description = "Folder of a sweep." };

    private readonly Option<string[]> _groupBy = new("--group-by")
    {
        HelpName = "key",
        Description = "Spec keys whose values make a group. [default: all that differ between runs, but the seed]",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _json = CommonOptions.Json("groups and best settings");

    private ResultsCommand() => _groupBy.CompletionSources.Add(_ => SpecKeys.All.Select(key => key.Name));

    public static Command Create(Shell shell)
    {
        var results = new ResultsCommand();
        var command = new ShownCommand(
            "results",
            "Collect what the runs of a sweep showed: tables, means with intervals, best settings, a figure.",
            ("results sweeps/sweep-learning-rates", "of the sweep that was carried out last"))
        {
            results._sweep, results._groupBy, results._json,
        };
        command.SetAction(result => results.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        var folder = SweepFolder.Existing(result.GetRequiredValue(_sweep));
        SweepResults results = SweepResults.Rebuild(folder);
        bool complete = ResultsWarnings.Show(shell, results);
        ResultSummary summary = ResultSummary.Of(results, result.GetValue(_groupBy) ?? []);
        IReadOnlyList<string> figures = [];
        if (DrawingLibrary.Problem is { } problem)
        {
            shell.Error.WriteLine($"Warning: {problem}");
        }
        else
        {
            figures = SweepFigures.Write(folder.FiguresPath, results);
        }

        if (result.GetValue(_json))
        {
            shell.Output.Write(summary.ToJson());
        }
        else
        {
            ResultsView.Show(shell, summary, folder, figures);
        }

        return complete ? ExitCode.Done : ExitCode.Failed;
    }
}
