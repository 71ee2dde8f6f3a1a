using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Evaluations;
using Engram.Experiments.RunFiles;
using Engram.Experiments.Specs;

namespace Engram.Cli.Commands;

/// <summary><c>engram evaluate</c>: tests a finished run's weights.</summary>
internal sealed class EvaluateCommand
{
    private readonly Argument<string> _run = new("run") { Description = "Folder of a finished run." };

    private readonly Option<string> _split = new("--split")
    {
        HelpName = "name",
        Description = $"One of {string.Join(", ", EvaluationOptions.Splits)}. [default: {new EvaluationOptions().Split}]",
    };

    private readonly Option<string> _data = new("--data")
    {
        HelpName = "name",
        Description = "Data set to evaluate on. [default: the run's own]",
    };

    private readonly Option<int?> _samples = new("--samples")
    {
        HelpName = "n",
        Description = "Images to use, from the front. [default: all]",
    };

    private readonly Option<string> _goodness = new("--goodness")
    {
        HelpName = "file",
        Description = "Write the goodness of every image, layer and label to this .npz file.",
    };

    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("evaluate on them");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _json = CommonOptions.Json("the result");

    private EvaluateCommand()
    {
        _split.CompletionSources.Add(_ => EvaluationOptions.Splits);
        _data.CompletionSources.Add(_ => SpecKeys.Find("data")!.Choices);
    }

    public static Command Create(Shell shell)
    {
        var evaluate = new EvaluateCommand();
        var command = new Command("evaluate", "Test the weights of a finished run.");
        command.Add(evaluate._run);
        foreach (Option option in (Option[])
            [evaluate._split, evaluate._data, evaluate._samples, evaluate._goodness,
                evaluate._dataDirectory, evaluate._otherData, evaluate._threads, evaluate._json])
        {
            command.Add(option);
        }

        command.SetAction(result => evaluate.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        var options = new EvaluationOptions
        {
            Data = result.GetValue(_data),
            Split = result.GetValue(_split) ?? new EvaluationOptions().Split,
            Samples = result.GetValue(_samples),
            GoodnessPath = result.GetValue(_goodness),
            OtherData = result.GetValue(_otherData),
            DataDirectory = result.GetValue(_dataDirectory),
            Threads = result.GetValue(_threads),
            Warn = shell.Warn,
        };
        EvaluationRecord record = RunEvaluation.Evaluate(result.GetRequiredValue(_run), options);
        if (result.GetValue(_json))
        {
            shell.Output.Write(RunDocument.Format(record));
        }
        else
        {
            EvaluationView.Show(shell, record, options.GoodnessPath);
        }

        return ExitCode.Done;
    }
}
