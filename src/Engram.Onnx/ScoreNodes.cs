using Engram.Labels;
using Engram.Models;

namespace Engram.Onnx;

/// <summary>From the scores of layers to those of the network and a predicted label.</summary>
internal static class ScoreNodes
{
    /// <summary>Prediction rules by their names: from the layers' scores, each [batch, labels], to the network's. To add one: a line here.</summary>
    private static readonly Dictionary<string, Func<OnnxGraph, IReadOnlyList<string>, string>> _rules = new()
    {
        ["softmax"] = (graph, layers) => graph.Add("Sum", "votes", [.. layers.Select(layer => graph.Add("Softmax", $"{layer}.vote", [layer], OnnxGraph.Attribute("axis", -1L)))]),
        ["sum"] = (graph, layers) => graph.Add("Sum", "votes", layers),
        ["last"] = (_, layers) => layers[^1],
    };

    /// <summary>Joins what the layers say by the rule of the spec.</summary>
    /// <exception cref="EngramException">The rule is none of these.</exception>
    public static void AddVotes(OnnxGraph graph, NetworkBody network, IReadOnlyList<string> layers)
    {
        PredictionRule rule = PredictionRules.Find(network.Spec.Prediction);
        if (!_rules.TryGetValue(rule.Name, out Func<OnnxGraph, IReadOnlyList<string>, string>? join))
        {
            throw NetworkNodes.Inexpressible($"prediction rule {rule}", $"train with {string.Join(", ", _rules.Keys)}");
        }

        string[] withAxis = [.. layers.Select(layer => graph.Add("Unsqueeze", $"{layer}.of_layer", [layer, graph.Axis(1)]))];
        graph.Add("Concat", OnnxFile.LayerScores, withAxis, OnnxGraph.Attribute("axis", 1L));
        string[] voters = [.. layers.Skip(network.Spec.SkipFirstLayer ? 1 : 0).Select(layer => AddLeaveOut(graph, network.Input, layer, $"{layer}.allowed"))];
        AddPrediction(graph, network, join(graph, voters));
    }

    /// <summary>The scores of a classifier are its logits.</summary>
    public static void AddClassifier(OnnxGraph graph, NetworkBody network, string logits) => AddPrediction(graph, network, logits);

    private static void AddPrediction(OnnxGraph graph, NetworkBody network, string scores)
    {
        InputFormat input = network.Input;
        string name = graph.Add("Identity", OnnxFile.Scores, [AddLeaveOut(graph, input, scores, "allowed_scores")]);
        string best = graph.Add("ArgMax", "largest_score_label", [name], OnnxGraph.Attribute("axis", 1L), OnnxGraph.Attribute("keepdims", 0L));
        long[] labels = [.. Enumerable.Range(0, input.ClassCount).Where(label => label != input.LeftOutClass).Select(label => (long)label)];
        if (labels.Length == 1)
        {
            graph.Add("Identity", OnnxFile.Prediction, [best]);
        }
        else
        {
            // Where all are equal nothing speaks for any label.
            string candidates = labels.Length == input.ClassCount
                ? name
                : graph.Add("Gather", "candidate_scores", [name, graph.Integers("candidates", labels, labels.Length)], OnnxGraph.Attribute("axis", 1L));
            string equal = graph.Add("Equal", "all_scores_equal", [AddExtreme(graph, "ReduceMax", "largest_score", candidates), AddExtreme(graph, "ReduceMin", "least_score", candidates)]);
            graph.Add("Where", OnnxFile.Prediction, [equal, graph.Integers("no_prediction", [-1]), best]);
        }
    }

    private static string AddExtreme(OnnxGraph graph, string operation, string name, string scores) =>
        graph.Add(operation, name, [scores, graph.Axis(1)], OnnxGraph.Attribute("keepdims", 0L));

    // A class that the network has never seen has no say, and is never predicted.
    private static string AddLeaveOut(OnnxGraph graph, InputFormat input, string scores, string output)
    {
        if (input.LeftOutClass is not { } leftOut)
        {
            return scores;
        }

        float[] mask = new float[input.ClassCount];
        mask[leftOut] = float.NegativeInfinity;
        return graph.Add("Add", output, [scores, graph.Floats("left_out_class", mask, mask.Length)]);
    }
}
