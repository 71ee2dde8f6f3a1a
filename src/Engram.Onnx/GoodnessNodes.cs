using Engram.Objectives;

namespace Engram.Onnx;

/// <summary>Goodness functions as nodes, by their names: from activations [..., units] to goodness [...]. To add one: a line here.</summary>
internal static class GoodnessNodes
{
    private delegate string Write(OnnxGraph graph, string activations, string output, int unitCount);

    private static readonly Dictionary<string, Write> _functions = new()
    {
        ["l2-norm"] = (graph, activations, output, _) => graph.Add("Sqrt", output, [graph.AddSquareSum(activations, $"{activations}.square", keepsDimension: false)]),
        ["l1-norm"] = (graph, activations, output, _) => graph.AddSum(Magnitude(graph, activations), output, keepsDimension: false),
        ["linf-norm"] = (graph, activations, output, _) => Reduce(graph, "ReduceMax", Magnitude(graph, activations), output),
        ["sum-of-squares"] = (graph, activations, output, _) => graph.AddSquareSum(activations, output, keepsDimension: false),
        ["mean-square"] = (graph, activations, output, units) =>
            graph.Add("Div", output, [graph.AddSquareSum(activations, $"{activations}.square", keepsDimension: false), graph.Number($"{activations}.units", units)]),
        ["top-k"] = (graph, activations, output, units) => Reduce(graph, "ReduceMean", AddLargest(graph, activations, TopKGoodness.Count(units)), output),
        ["entmax"] = EntmaxNodes.Add,
    };

    /// <summary>Adds the goodness of a layer.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="goodness">The function.</param>
    /// <param name="activations">Activations of the layer.</param>
    /// <param name="unitCount">Its units.</param>
    /// <exception cref="EngramException">The function is none of these.</exception>
    public static string Add(OnnxGraph graph, Goodness goodness, string activations, int unitCount) => _functions.TryGetValue(goodness.Name, out Write? write)
        ? write(graph, activations, $"{activations}.goodness", unitCount)
        : throw NetworkNodes.Inexpressible($"goodness {goodness}", $"train with {string.Join(", ", _functions.Keys)}");

    /// <summary>The largest activations, descending.</summary>
    public static string AddLargest(OnnxGraph graph, string activations, int count) => graph.AddPair(
        "TopK", $"{activations}.largest", $"{activations}.largest_units", [activations, graph.Integers($"{activations}.k", [count], 1)], OnnxGraph.Attribute("axis", -1L));

    private static string Magnitude(OnnxGraph graph, string activations) => graph.Add("Abs", $"{activations}.magnitude", [activations]);

    private static string Reduce(OnnxGraph graph, string operation, string values, string output) =>
        graph.Add(operation, output, [values, graph.Axis(-1)], OnnxGraph.Attribute("keepdims", 0L));
}
