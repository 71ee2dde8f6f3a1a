using Engram.Cli.Terminal;
using Engram.Onnx;

namespace Engram.Cli.Rendering;

/// <summary>Shows what goes into an exported network and what comes out.</summary>
internal static class ExportView
{
    public static void Show(Shell shell, Network network, string path, OnnxInterface tensors)
    {
        shell.WriteText($"{network.Model.Title} with layers of {string.Join(", ", network.Spec.Layers)} {(network.Model.Traits.IsFullyConnected ? "units" : "filters")} in {path} (ONNX, operator set {OnnxFile.Opset})");
        FittingTable table = new FittingTable().AddNames("Use").AddNames("Tensor").AddNames("Type").AddNames("Shape").AddText("Meaning");
        AddRows(table, "input", tensors.Inputs);
        AddRows(table, "output", tensors.Outputs);
        table.Show(shell);
    }

    private static void AddRows(FittingTable table, string use, IReadOnlyList<OnnxTensor> tensors)
    {
        foreach (OnnxTensor tensor in tensors)
        {
            table.AddRow(use, tensor.Name, tensor.DataType, $"[{string.Join(", ", tensor.Shape)}]", tensor.Meaning);
        }
    }
}
