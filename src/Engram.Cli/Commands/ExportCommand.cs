using System.CommandLine;
using Engram.Cli.Parsing;
using Engram.Cli.Rendering;
using Engram.Cli.Terminal;
using Engram.Experiments.Evaluations;
using Engram.Nir;
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

    private readonly Option<string> _nir = new("--nir")
    {
        HelpName = "file",
        Description = "Write a spiking network to this .nir file, for simulators and neuromorphic hardware.",
    };

    private readonly Option<bool> _quiet = CommonOptions.Flag("--quiet", "Print nothing but warnings.");

    public static Command Create(Shell shell)
    {
        var export = new ExportCommand();
        var command = new Command("export", "Write the network of a finished run for other programs.");
        command.Add(export._run);
        command.Add(export._onnx);
        command.Add(export._nir);
        command.Add(export._quiet);
        command.SetAction(result => export.Run(result, shell));
        return command;
    }

    private int Run(ParseResult result, Shell shell)
    {
        (Option<string> format, string path) = Target(result);
        string run = result.GetRequiredValue(_run);
        Network network = RunNetwork.Read(run, shell.Warn);
        OutputFile.Require(path, format.Name, [run]);
        Action show = format == _nir ? WriteNir(shell, path, network) : WriteOnnx(shell, path, network);
        if (!result.GetValue(_quiet))
        {
            show();
        }

        return ExitCode.Done;
    }

    private (Option<string> Format, string Path) Target(ParseResult result) => (result.GetValue(_onnx), result.GetValue(_nir)) switch
    {
        (string path, null) => (_onnx, path),
        (null, string path) => (_nir, path),
        (null, null) => throw new EngramException("engram export needs a format and its file, --onnx <file> or --nir <file>; see engram export --help."),
        _ => throw new EngramException("engram export writes one file, but --onnx and --nir name two; leave one of them out and export again for the other."),
    };

    private static Action WriteOnnx(Shell shell, string path, Network network)
    {
        OnnxInterface tensors = OnnxFile.Write(path, network);
        return () => ExportView.Show(shell, network, path, tensors);
    }

    private static Action WriteNir(Shell shell, string path, Network network)
    {
        IReadOnlyList<NirNode> nodes = NirFile.Write(path, network);
        return () => ExportView.Show(shell, network, path, nodes);
    }
}
