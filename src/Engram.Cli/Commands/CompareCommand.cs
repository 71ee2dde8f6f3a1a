using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.SweepRendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Results;
using Engram.Experiments.SweepFiles;

namespace Engram.Cli.Commands;

/// <summary><c>engram compare</c>: two sweeps beside each other.</summary>
internal sealed class CompareCommand
{
    private readonly Argument<string> _first = new("first") { Description = "Folder of a sweep." };
    private readonly Argument<string> _second = new("second") { Description = "Folder of another sweep." };
    private readonly Option<bool> _json = CommonOptions.Json("the comparison");

    public static Command Create(Shell shell)
    {
        var compare = new CompareCommand();
        var command = new ShownCommand(
            "compare",
            "Compare two sweeps, setting by setting: accuracy and sparseness, and whether they differ by more than their seeds do.",
            ("compare sweeps/first sweeps/second", "where their settings are the same"))
        {
            compare._first, compare._second, compare._json,
        };
        command.SetAction(result => compare.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        var first = SweepResults.Read(SweepFolder.Existing(result.GetRequiredValue(_first)));
        var second = SweepResults.Read(SweepFolder.Existing(result.GetRequiredValue(_second)));
        bool complete = ResultsWarnings.Show(shell, first) & ResultsWarnings.Show(shell, second);
        var comparison = SweepComparison.Of(first, second);
        if (result.GetValue(_json))
        {
            shell.Output.Write(comparison.ToJson());
        }
        else
        {
            SweepComparisonView.Show(shell, comparison);
        }

        return complete ? ExitCode.Done : ExitCode.Failed;
    }
}
