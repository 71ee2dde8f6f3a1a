namespace Engram.Onnx;

/// <summary>
/// G = Σ s² h² with s = max(z − τ, 0), z = (h − max h)/2 and Σ s² = 1. For the k largest z alone τ solves a quadratic equation, so with z in descending order
/// τ = m − √((1 − k(q − m²))/k) from their mean m and their mean square q; the largest k with τ ≤ z[k] is right (Peters, Niculae and Martins 2019,
/// arXiv 1905.05702).
/// </summary>
internal static class EntmaxNodes
{
    // s of the largest is −τ and at most 1, so that no unit below has a share.
    private const float LeastInput = -1;

    public static string Add(OnnxGraph graph, string activations, string output, int unitCount)
    {
        string Name(string part) => $"{activations}.entmax.{part}";
        string Combine(string operation, string part, params string[] inputs) => graph.Add(operation, Name(part), inputs);

        string largest = graph.Add("ReduceMax", Name("largest"), [activations, graph.Axis(-1)]);
        string below = Combine("Sub", "below_largest", activations, largest);
        string half = Combine("Mul", "half", below, graph.Number("half", 0.5f));
        string inputs = Combine("Max", "inputs", half, graph.Number("least_entmax_input", LeastInput));
        string sorted = GoodnessNodes.AddLargest(graph, inputs, unitCount);

        string counts = graph.Floats(Name("counts"), [.. Enumerable.Range(1, unitCount).Select(count => (float)count)], unitCount);
        string axis = graph.Integers("last_axis_alone", [-1]);
        string mean = Combine("Div", "mean", Combine("CumSum", "sum", sorted, axis), counts);
        string square = Combine("Mul", "square", sorted, sorted);
        string meanSquare = Combine("Div", "mean_square", Combine("CumSum", "square_sum", square, axis), counts);
        string variance = Combine("Sub", "variance", meanSquare, Combine("Mul", "squared_mean", mean, mean));
        string lacking = Combine("Sub", "lacking", Combine("Reciprocal", "share", counts), variance);
        string root = Combine("Sqrt", "root", Combine("Relu", "not_negative", lacking));
        string thresholds = Combine("Sub", "thresholds", mean, root);

        string isRight = graph.Add("Cast", Name("is_in"), [Combine("LessOrEqual", "fits", thresholds, sorted)], OnnxGraph.Attribute("to", 7L));
        string count = graph.Add("ReduceSum", Name("count"), [isRight, graph.Axis(-1)]);
        string place = Combine("Sub", "place", count, graph.Integers("one", [1]));
        string threshold = graph.Add("GatherElements", Name("threshold"), [thresholds, place], OnnxGraph.Attribute("axis", -1L));

        string share = Combine("Relu", "root_share", Combine("Sub", "above_threshold", inputs, threshold));
        string product = Combine("Mul", "root_product", share, activations);
        return graph.AddSquareSum(product, output, keepsDimension: false);
    }
}
