using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Terminal;
using Engram.Experiments.Plans;
using Engram.Experiments.Runs;
using Engram.Experiments.Specs;

namespace Engram.Cli.Commands;

/// <summary><c>engram unseen</c>: leaves out each class in turn and shows how it is represented all the same.</summary>
internal sealed class UnseenCommand
{
    private const string DefaultFolder = "unseen";

    private readonly SpecOptions _spec = new(except: "leaveOut");

    private readonly Option<string> _output = new("--output")
    {
        HelpName = "folder",
        Description = $"Folder for the runs, their table and their report. [default: {DefaultFolder}]",
    };

    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("runs on them go to <data>-<fingerprint> in that folder");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing but warnings.");

    public static Command Create(Shell shell)
    {
        var unseen = new UnseenCommand();
        var command = new ShownCommand(
            "unseen",
            "Train once for each class with that class left out, and show how it is represented.",
            ("unseen --epochs 10", "ten FF networks on MNIST, a page about all of them"));
        unseen._spec.AddTo(command);
        foreach (Option option in (Option[])[unseen._output, unseen._dataDirectory, unseen._otherData, unseen._threads, unseen._quiet])
        {
            command.Add(option);
        }

        command.SetAction(result => unseen.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        var draft = new SpecDraft();
        _spec.AddTo(draft, result);
        var options = new RunOptions { DataDirectory = result.GetValue(_dataDirectory), OtherData = result.GetValue(_otherData), Threads = result.GetValue(_threads) };
        using var interrupt = new InterruptSignal(shell);
        return PlanCommand.Carry(
            shell,
            RunPlans.LeavingOutEachClass(draft.ToSpec()),
            result.GetValue(_output) ?? DefaultFolder,
            options,
            result.GetValue(_quiet),
            title: null,
            interrupt.Token);
    }
}
