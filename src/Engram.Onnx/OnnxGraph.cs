using System.Runtime.InteropServices;
using Google.Protobuf;
using Onnx;

namespace Engram.Onnx;

/// <summary>A graph that grows node by node. A value is known by its name, and a node has the name of what it makes.</summary>
internal sealed class OnnxGraph
{
    /// <summary>The first dimension of what goes in and comes out: any number of images.</summary>
    public const string Batch = "batch";

    private readonly Dictionary<string, NodeProto> _nodes = [];

    /// <summary>The message.</summary>
    public GraphProto Message { get; } = new() { Name = "network" };

    /// <summary>Adds a node and returns the name of its output; the same node is kept once.</summary>
    /// <param name="operation">ONNX's operator.</param>
    /// <param name="output">What to call the output.</param>
    /// <param name="inputs">Names of the inputs.</param>
    /// <param name="attributes">The operator's attributes.</param>
    public string Add(string operation, string output, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        NodeProto node = new() { OpType = operation, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        if (!_nodes.TryAdd(output, node))
        {
            return _nodes[output].Equals(node) ? output : throw new InvalidOperationException($"The graph has two values of the name {output}.");
        }

        Message.Node.Add(node);
        return output;
    }

    /// <summary>Adds a node with two outputs and returns the name of the first.</summary>
    public string AddPair(string operation, string output, string second, IEnumerable<string> inputs, params AttributeProto[] attributes)
    {
        Add(operation, output, inputs, attributes);
        Message.Node[^1].Output.Add(second);
        return output;
    }

    /// <summary>
    /// Σ values² over the last dimension. Runtimes may add up in one chain what ONNX has as one operator (ONNX Runtime's ReduceSumSquare is off by 10⁻⁵ for an
    /// image), and their plain sums in many.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="output">What to call the sums.</param>
    /// <param name="keepsDimension">Whether the dimension stays, with length 1.</param>
    public string AddSquareSum(string values, string output, bool keepsDimension = true) =>
        AddSum(Add("Mul", $"{output}.squares", [values, values]), output, keepsDimension);

    /// <summary>Σ values over the last dimension.</summary>
    /// <inheritdoc cref="AddSquareSum"/>
    public string AddSum(string values, string output, bool keepsDimension = true) =>
        Add("ReduceSum", output, [values, Axis(-1)], Attribute("keepdims", keepsDimension ? 1L : 0L));

    /// <summary>A number; equal ones of a name are kept once.</summary>
    public string Number(string name, float value) => Floats(name, [value]);

    /// <summary>Numbers; without a shape they are a single one.</summary>
    public string Floats(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Keep(name, TensorProto.Types.DataType.Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>Whole numbers; without a shape they are a single one.</summary>
    public string Integers(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> shape) =>
        Keep(name, TensorProto.Types.DataType.Int64, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A dimension by its number, for operators that take it as an input.</summary>
    public string Axis(int axis) => Integers(axis < 0 ? "last_axis" : $"axis_{axis}", [axis], 1);

    /// <summary>Says what goes in.</summary>
    public string Input(string name, string meaning, params ReadOnlySpan<long?> shape)
    {
        Message.Input.Add(Value(name, TensorProto.Types.DataType.Float, meaning, shape));
        return name;
    }

    /// <summary>Says that numbers come out.</summary>
    public void Output(string name, string meaning, params ReadOnlySpan<long?> shape) =>
        Message.Output.Add(Value(name, TensorProto.Types.DataType.Float, meaning, shape));

    /// <summary>Says that whole numbers come out.</summary>
    public void OutputIntegers(string name, string meaning, params ReadOnlySpan<long?> shape) =>
        Message.Output.Add(Value(name, TensorProto.Types.DataType.Int64, meaning, shape));

    /// <summary>An attribute that is a whole number.</summary>
    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Int, I = value };

    /// <summary>An attribute that is a number.</summary>
    public static AttributeProto Attribute(string name, float value) => new() { Name = name, Type = AttributeProto.Types.AttributeType.Float, F = value };

    /// <summary>An attribute of several whole numbers.</summary>
    public static AttributeProto Attribute(string name, ReadOnlySpan<long> values)
    {
        AttributeProto attribute = new() { Name = name, Type = AttributeProto.Types.AttributeType.Ints };
        attribute.Ints.AddRange(values.ToArray());
        return attribute;
    }

    private string Keep(string name, TensorProto.Types.DataType type, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape)
    {
        if (Message.Initializer.All(known => known.Name != name))
        {
            TensorProto tensor = new() { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(values) };
            tensor.Dims.AddRange(shape.ToArray());
            Message.Initializer.Add(tensor);
        }

        return name;
    }

    private static ValueInfoProto Value(string name, TensorProto.Types.DataType type, string meaning, ReadOnlySpan<long?> shape)
    {
        TensorShapeProto dimensions = new();
        foreach (long? length in shape)
        {
            dimensions.Dim.Add(length is { } known
                ? new TensorShapeProto.Types.Dimension { DimValue = known }
                : new TensorShapeProto.Types.Dimension { DimParam = Batch });
        }

        return new ValueInfoProto
        {
            Name = name,
            DocString = meaning,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions } },
        };
    }
}
