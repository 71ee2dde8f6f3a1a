using System.CommandLine;
using Engram.Cli.Pages;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Data;
using Engram.Experiments.Analyses;

namespace Engram.Cli.Commands;

/// <summary><c>engram report</c>: writes one page about analyzed runs.</summary>
internal sealed class ReportCommand
{
    private readonly Argument<string[]> _runs = new("run")
    {
        Description = "Folders of analyzed runs on one data set; those that differ in their seed only are averaged.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "file",
        Description = "The page to write; figures go to a folder beside it. [default: report.html in the run's folder, for several runs in the current one]",
    };

    private readonly Option<string> _title = new("--title")
    {
        HelpName = "text",
        Description = "What the report is called. [default: made from the models and the data]",
    };

    private readonly Option<bool> _otherData = CommonOptions.OtherData("report on their analysis");
    private readonly Option<bool> _open = CommonOptions.Flag("--open", "Open the page in the browser.");
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing.");

    public static Command Create(Shell shell)
    {
        var report = new ReportCommand();
        var command = new ShownCommand(
            "report",
            "Write figures and one HTML page about analyzed runs.",
            ("report runs/ff-mnist-seed1 --open", "one run, shown in the browser"),
            ("report runs/ff-mnist-seed1 runs/bp-mnist-seed1 --output both.html", "two models side by side"));
        command.Add(report._runs);
        foreach (Option option in (Option[])[report._output, report._title, report._otherData, report._open, report._quiet])
        {
            command.Add(option);
        }

        command.SetAction(result => report.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        string[] folders = result.GetRequiredValue(_runs);
        FinishedRun[] runs = [.. folders.Select(folder => FinishedRun.Read(folder, shell.Warn, result.GetValue(_otherData)))];
        string path = result.GetValue(_output) ?? (runs.Length == 1 ? runs[0].ReportPath : Path.GetFileName(runs[0].ReportPath));
        ReportFiles.Write(path, runs, result.GetValue(_title));
        if (!result.GetValue(_quiet))
        {
            foreach (DatasetOrigin origin in runs.Where(run => !run.IsOnOtherData).Select(run => run.Record.Origin).OfType<DatasetOrigin>().Distinct())
            {
                shell.WriteText(RunText.Data(origin));
            }

            shell.WriteLine($"Report {path}");
        }

        return result.GetValue(_open) ? Browser.Show(shell, path) : ExitCode.Done;
    }
}
