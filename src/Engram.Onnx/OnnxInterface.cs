using Onnx;

namespace Engram.Onnx;

/// <summary>What goes into an ONNX model and what comes out.</summary>
/// <param name="Inputs">Its inputs.</param>
/// <param name="Outputs">Its outputs.</param>
public sealed record OnnxInterface(IReadOnlyList<OnnxTensor> Inputs, IReadOnlyList<OnnxTensor> Outputs)
{
    internal static OnnxInterface Of(GraphProto graph) => new([.. graph.Input.Select(OnnxTensor.Of)], [.. graph.Output.Select(OnnxTensor.Of)]);
}

/// <summary>One input or output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">numpy's name of its type.</param>
/// <param name="Shape">Its dimensions: a number, or <c>batch</c>.</param>
/// <param name="Meaning">What it holds.</param>
public sealed record OnnxTensor(string Name, string DataType, IReadOnlyList<string> Shape, string Meaning)
{
    internal static OnnxTensor Of(ValueInfoProto value) => new(
        value.Name,
        value.Type.TensorType.ElemType == (int)TensorProto.Types.DataType.Int64 ? "int64" : "float32",
        [.. value.Type.TensorType.Shape.Dim.Select(length => length.DimParam.Length > 0 ? length.DimParam : $"{length.DimValue}")],
        value.DocString);
}
