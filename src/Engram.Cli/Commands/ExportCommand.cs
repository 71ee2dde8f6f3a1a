using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Evaluations;
using Engram.Onnx;

namespace Engram.Cli.Commands;

/// <summary><c>engram export</c>: writes a finished run's network for other programs.</summary>
internal sealed class ExportCommand
{
    private readonly Argument<string> _run = new("run") { Description = "Folder of a finished run." };

    private readonly Option<string> _onnx = new("--onnx")
    {
        HelpName = "file",
        Description = "Write the network to this .onnx file, from pixels to predictions.",
    };

    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing but warnings.");

    public static Command Create(Shell shell)
    {
        var export = new ExportCommand();
        var command = new Command("export", "Write the network of a finished run for other programs.");
        command.Add(export._run);
        command.Add(export._onnx);
        command.Add(export._quiet);
        command.SetAction(result => export.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        string path = result.GetValue(_onnx) ?? throw new EngramException("engram export needs a format and its file, --onnx <file>; see engram export --help.");
        string run = result.GetRequiredValue(_run);
        Network network = RunNetwork.Read(run, shell.Warn);
        OutputFile.Require(path, _onnx.Name, [run]);
        OnnxInterface tensors = OnnxFile.Write(path, network);
        if (!result.GetValue(_quiet))
        {
            ExportView.Show(shell, network, path, tensors);
        }

        return ExitCode.Done;
    }
}
