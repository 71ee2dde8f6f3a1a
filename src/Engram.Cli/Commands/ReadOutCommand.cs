using System.CommandLine;
using Engram.Analysis.ReadOuts;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Analyses;
using Engram.Experiments.Evaluations;

namespace Engram.Cli.Commands;

/// <summary><c>engram read-out</c>: trains a linear classifier on the features of finished runs.</summary>
internal sealed class ReadOutCommand
{
    private static readonly LinearReadOutOptions _defaults = new();

    private readonly Argument<string[]> _runs = new("run") { Description = "Folders of finished runs.", Arity = ArgumentArity.OneOrMore };

    private readonly Option<int[]> _layers = NumberOptions.WholeList("--layers", "Layers that are seen side by side, counted from 1. [default: all but the first]");
    private readonly Option<bool> _eachLayer = CommonOptions.Flag("--each-layer", "Read out every layer of the network alone too.");

    private readonly Option<int?> _epochs = new("--epochs") { HelpName = "n", Description = $"How many times the training images are gone through. [default: {_defaults.Epochs}]" };

    private readonly Option<float?> _learningRate = NumberOptions.Real(
        "--learning-rate", FormattableString.Invariant($"Adam's learning rate at the beginning; it falls to 0 along half a cosine wave. [default: {_defaults.LearningRate}]"));

    private readonly Option<float?> _weightDecay = NumberOptions.Real(
        "--weight-decay", FormattableString.Invariant($"What parameters shrink by in a step, as a share of the learning rate. [default: {_defaults.WeightDecay}]"));

    private readonly Option<int?> _batchSize = new("--batch-size") { HelpName = "n", Description = $"Images of a step. [default: {_defaults.BatchSize}]" };
    private readonly Option<ulong?> _seed = new("--seed") { HelpName = "n", Description = "Seed of the order of the images. [default: the run's]" };

    private readonly Option<float?> _validationSplit = NumberOptions.Real(
        "--validation-split", "Share of the training images to choose these settings by, and not to learn from. [default: those that the run kept]");

    private readonly DataOptions _data = new();
    private readonly Option<string> _dataDirectory = CommonOptions.DataDirectory();
    private readonly Option<bool> _otherData = CommonOptions.OtherData("learn from them and test on them, into <data>-<fingerprint>/analysis in the run's folder");
    private readonly Option<int?> _threads = CommonOptions.Threads();
    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing.");
    private readonly Option<bool> _json = CommonOptions.Json("the results");

    public static Command Create(Shell shell)
    {
        var readOut = new ReadOutCommand();
        var command = new ShownCommand(
            "read-out",
            "Train a linear classifier on the features of finished runs, which stay as they are.",
            ("read-out runs/ff-mnist-seed1", "beside the network's own accuracy; into runs/ff-mnist-seed1/analysis"),
            ("read-out runs/ff-mnist-seed1 --each-layer --validation-split 0.1", "also every layer alone, and accuracy on images to choose by"));
        command.Add(readOut._runs);
        foreach (Option option in (Option[])
            [readOut._layers, readOut._eachLayer, readOut._epochs, readOut._learningRate, readOut._weightDecay, readOut._batchSize, readOut._seed,
                readOut._validationSplit])
        {
            command.Add(option);
        }

        readOut._data.AddTo(command);
        foreach (Option option in (Option[])[readOut._dataDirectory, readOut._otherData, readOut._threads, readOut._quiet, readOut._json])
        {
            command.Add(option);
        }

        command.SetAction(result => readOut.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        bool json = result.GetValue(_json);
        bool silent = json || result.GetValue(_quiet);
        string folder = "";
        ReadOutRunOptions options = Options(result) with
        {
            OnData = origin => ShowData(shell, silent, origin),
            OnFolder = written => folder = written,
            Warn = shell.Warn,
        };
        foreach (string run in result.GetRequiredValue(_runs))
        {
            ReadOutRecord record = null!;
            StageDisplay.Show(shell, "reading out", "read out", silent, progress => record = RunReadOut.ReadOut(run, options, progress));
            if (json)
            {
                shell.Output.Write(RunReadOut.Format(record));
            }
            else if (!silent)
            {
                ReadOutView.Show(shell, record, folder);
            }
        }

        return ExitCode.Done;
    }

    private ReadOutRunOptions Options(ParseResult result)
    {
        var (data, reading) = _data.Read(result);
        return new ReadOutRunOptions
        {
            Layers = result.GetResult(_layers) is null ? null : result.GetValue(_layers),
            EachLayer = result.GetValue(_eachLayer),
            Epochs = result.GetValue(_epochs),
            LearningRate = result.GetValue(_learningRate),
            WeightDecay = result.GetValue(_weightDecay),
            BatchSize = result.GetValue(_batchSize),
            Seed = result.GetValue(_seed),
            ValidationSplit = result.GetValue(_validationSplit),
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
