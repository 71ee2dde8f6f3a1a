using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Evaluations;

namespace Engram.Cli.Commands;

/// <summary><c>engram predict</c>: what a finished run says about one's own images.</summary>
internal sealed class PredictCommand
{
    private readonly Argument<string> _run = new("run") { Description = "Folder of a finished run." };

    private readonly Argument<string[]> _images = new("image")
    {
        Description = "Images (PNG, JPEG, BMP), folders of images, or files or folders of own data.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<bool> _resize = CommonOptions.Flag("--resize", "Bring images to the size that the network takes.");
    private readonly Option<bool> _grayscale = CommonOptions.Flag("--grayscale", "Turn colors into brightness.");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _json = CommonOptions.Json("the predictions with all scores");
    private readonly Option<bool> _csv = CommonOptions.Flag("--csv", "Print only a table of the predictions as CSV.");

    public static Command Create(Shell shell)
    {
        var predict = new PredictCommand();
        var command = new Command("predict", "Predict the classes of your own images with a finished run.");
        command.Add(predict._run);
        command.Add(predict._images);
        foreach (Option option in (Option[])[predict._resize, predict._grayscale, predict._threads, predict._json, predict._csv])
        {
            command.Add(option);
        }

        command.SetAction(result => predict.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        if (result.GetValue(_json))
        {
            GivenOptions.Refuse(result, [_csv], "cannot be given with --json, because both say what is printed; leave one of them out");
        }

        var options = new PredictionOptions
        {
            Resize = result.GetValue(_resize),
            Grayscale = result.GetValue(_grayscale),
            Threads = result.GetValue(_threads),
            Warn = shell.Warn,
        };
        PredictionRecord record = RunPrediction.Predict(result.GetRequiredValue(_run), result.GetRequiredValue(_images), options);
        if (result.GetValue(_json))
        {
            shell.Output.Write(RunPrediction.FormatJson(record));
        }
        else if (result.GetValue(_csv))
        {
            shell.Output.Write(RunPrediction.FormatCsv(record));
        }
        else
        {
            PredictionView.Show(shell, record);
        }

        return ExitCode.Done;
    }
}
