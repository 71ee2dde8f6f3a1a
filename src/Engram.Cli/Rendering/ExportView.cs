using System.Globalization;
using Engram.Cli.Terminal;
using Engram.Nir;
using Engram.Onnx;

namespace Engram.Cli.Rendering;

/// <summary>Shows what is in the file of an exported network.</summary>
internal static class ExportView
{
    public static void Show(Shell shell, Network network, string path, OnnxInterface tensors)
    {
        WriteTitle(shell, network, path, $"ONNX, operator set {OnnxFile.Opset}");
        FittingTable table = new FittingTable().AddNames("Use").AddNames("Tensor").AddNames("Type").AddNames("Shape").AddText("Meaning");
        AddRows(table, "input", tensors.Inputs);
        AddRows(table, "output", tensors.Outputs);
        table.Show(shell);
    }

    public static void Show(Shell shell, Network network, string path, IReadOnlyList<NirNode> nodes)
    {
        WriteTitle(shell, network, path, "NIR");
        FittingTable table = new FittingTable().AddNames("Node").AddNames("Type").AddNames("Shape").AddText("Meaning");
        foreach (NirNode node in nodes)
        {
            table.AddRow(node.Name, node.Type, $"[{string.Join(", ", node.Shape)}]", node.Meaning);
        }

        table.Show(shell);
        shell.WriteText(string.Create(
            CultureInfo.InvariantCulture,
            $"Simulate {network.Spec.Steps} time steps of {NirFile.StepLength} s. A spike takes the threshold away from a unit here; NIR has no neuron that does so, and its LIF goes back to v_reset. So set the simulator to reset by subtraction."));
    }

    private static void WriteTitle(Shell shell, Network network, string path, string format) => shell.WriteText(
        $"{network.Model.Title} with layers of {string.Join(", ", network.Spec.Layers)} {(network.Model.Traits.IsFullyConnected ? "units" : "filters")} in {path} ({format})");

    private static void AddRows(FittingTable table, string use, IReadOnlyList<OnnxTensor> tensors)
    {
        foreach (OnnxTensor tensor in tensors)
        {
            table.AddRow(use, tensor.Name, tensor.DataType, $"[{string.Join(", ", tensor.Shape)}]", tensor.Meaning);
        }
    }
}
