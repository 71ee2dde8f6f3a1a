using Engram.Families.Dense.Layerwise;
using Engram.Layers;
using Engram.Tensors;

namespace Engram.Onnx;

/// <summary>Fully connected layers.</summary>
internal static class LayerNodes
{
    /// <summary>A floor for lengths that leaves all but zero as they are: what has no length stays zero.</summary>
    public const float AnyLength = 1e-30f;

    /// <summary>PyTorch's floor for the length that activations are divided by.</summary>
    private const float LeastLength = 1e-12f;

    private static readonly Dictionary<string, string> _activations = new() { ["relu"] = "Relu", ["sigmoid"] = "Sigmoid" };

    /// <summary>Activation functions that can be expressed.</summary>
    public static IEnumerable<string> Activations => _activations.Keys;

    /// <summary>z = xW + b.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="rows">x.</param>
    /// <param name="layer">W and b.</param>
    /// <param name="parameters">What the names of its parameters begin with.</param>
    /// <param name="name">The layer's name.</param>
    public static string AddDrives(OnnxGraph graph, string rows, DenseLayer layer, string parameters, string name) =>
        AddBiases(graph, AddProduct(graph, rows, layer, parameters, name), layer, parameters, name);

    /// <summary>z = γ (xW − μ)/√(σ² + ε) + β.</summary>
    public static string AddNormalizedDrives(OnnxGraph graph, string rows, DenseLayer layer, BatchNormalization normalization, string parameters, string name) =>
        AddBatchNormalization(graph, AddProduct(graph, rows, layer, parameters, name), normalization, parameters, name);

    /// <summary>γ (x − μ)/√(σ² + ε) + β, of units or of channels.</summary>
    public static string AddBatchNormalization(OnnxGraph graph, string products, BatchNormalization normalization, string parameters, string name) => graph.Add(
        "BatchNormalization",
        $"{name}.drive",
        [
            products,
            AddVector(graph, $"{parameters}.norm.weight", normalization.Gain),
            AddVector(graph, $"{parameters}.norm.bias", normalization.Bias),
            AddVector(graph, $"{parameters}.norm.running_mean", normalization.RunningMean),
            AddVector(graph, $"{parameters}.norm.running_var", normalization.RunningVariance),
        ],
        OnnxGraph.Attribute("epsilon", BatchNormalization.Epsilon));

    /// <summary>Adds b to a product, where a layer has it.</summary>
    public static string AddBiases(OnnxGraph graph, string product, DenseLayer layer, string parameters, string name) =>
        layer.HasBiases ? graph.Add("Add", $"{name}.drive", [product, AddVector(graph, $"{parameters}.bias", layer.Bias)]) : product;

    /// <summary>W, [inputs, units]. The weights file has it the other way round, as <c>.T</c> says.</summary>
    public static string AddWeights(OnnxGraph graph, DenseLayer layer, string parameters) => AddMatrix(graph, $"{parameters}.weight.T", layer.Weights);

    /// <summary>A matrix, row by row.</summary>
    public static string AddMatrix(OnnxGraph graph, string name, PanelMatrix matrix)
    {
        float[] values = new float[(long)matrix.Rows * matrix.Columns];
        for (int row = 0; row < matrix.Rows; row++)
        {
            matrix.CopyRow(row, values.AsSpan(row * matrix.Columns, matrix.Columns));
        }

        return graph.Floats(name, values, matrix.Rows, matrix.Columns);
    }

    /// <summary>h = f(z).</summary>
    /// <exception cref="EngramException">f is none of ONNX's.</exception>
    public static string AddActivation(OnnxGraph graph, ActivationFunction activation, string drives, string name) => _activations.TryGetValue(activation.Name, out string? operation)
        ? graph.Add(operation, name, [drives])
        : throw NetworkNodes.Inexpressible($"activation function {activation}", $"train with {string.Join(" or ", _activations.Keys)}");

    /// <summary>h / ‖h‖₂; silent rows stay silent.</summary>
    public static string AddUnitLength(OnnxGraph graph, string activations)
    {
        string length = graph.Add("Sqrt", $"{activations}.length", [graph.AddSquareSum(activations, $"{activations}.length_square")]);
        return graph.Add("Div", $"{activations}.direction", [activations, AddFloor(graph, length, LeastLength)]);
    }

    /// <summary>Lengths that may be divided by.</summary>
    public static string AddFloor(OnnxGraph graph, string lengths, float floor) =>
        graph.Add("Max", $"{lengths}.floor", [lengths, graph.Number(floor == LeastLength ? "least_length" : "any_length", floor)]);

    private static string AddProduct(OnnxGraph graph, string rows, DenseLayer layer, string parameters, string name) =>
        graph.Add("MatMul", $"{name}.product", [rows, AddWeights(graph, layer, parameters)]);

    private static string AddVector(OnnxGraph graph, string name, Matrix row) => graph.Floats(name, row.Row(0), row.Columns);
}
