using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Evaluations;
using Engram.Experiments.RunFiles;

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

    private readonly DataOptions _data = new();

    private readonly Option<int?> _samples = new("--samples")
    {
        HelpName = "n",
        Description = "Images to use, from the front. [default: all]",
    };

    private readonly Option<string> _goodness = new("--goodness")
    {
        HelpName = "file",
        Description = "Write the goodness of every image, layer and label to this .npz file; of models without goodness their class scores or logits.",
    };

    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("evaluate on them");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _json = CommonOptions.Json("the result");

    private EvaluateCommand()
    {
        _split.CompletionSources.Add(_ => EvaluationOptions.Splits);
    }

    public static Command Create(Shell shell)
    {
        var evaluate = new EvaluateCommand();
        var command = new ShownCommand(
            "evaluate",
            "Test the weights of a finished run.",
            ("evaluate runs/ff-mnist-seed1", "on the test images"),
            ("evaluate runs/ff-mnist-seed1 --goodness goodness.npz", "keep the goodness of every image, layer and label"));
        command.Add(evaluate._run);
        evaluate._data.AddTo(command);
        foreach (Option option in (Option[])
            [evaluate._split, evaluate._samples, evaluate._goodness,
                evaluate._dataDirectory, evaluate._otherData, evaluate._threads, evaluate._json])
        {
            command.Add(option);
        }

        command.SetAction(result => evaluate.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        var (data, reading) = _data.Read(result);
        var options = new EvaluationOptions
        {
            Data = data,
            Reading = reading,
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
