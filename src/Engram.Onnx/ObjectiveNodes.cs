using Engram.Families.Hyperspherical;
using Engram.Families.LocalClassifiers;
using Engram.Models.Layerwise;

namespace Engram.Onnx;

/// <summary>Scores that layers which learn one by one give to the classes, [batch, classes].</summary>
internal static class ObjectiveNodes
{
    /// <summary>Adds the scores of a layer.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="objective">What the layer was taught.</param>
    /// <param name="rows">What it passes on: activations, or their direction where the network normalizes lengths, as one with prototypes does.</param>
    /// <param name="index">Which layer it is.</param>
    /// <exception cref="EngramException">The objective is none of these.</exception>
    public static string Add(OnnxGraph graph, LayerObjective objective, string rows, int index) => objective switch
    {
        LinearHeadObjective head => LayerNodes.AddDrives(graph, rows, head.Head, $"layers.{index}.head", $"{OnnxFile.Layer(index + 1)}.head"),
        PrototypeObjective prototypes => AddCosineScores(graph, prototypes, rows, $"layers.{index}", OnnxFile.Layer(index + 1)),
        _ => throw NetworkNodes.Inexpressible($"objective of layer {index + 1}", "export one of the models that come with the program"),
    };

    // (1/γ) log Σ_k exp(γ cos_k) over the prototypes of a class, less their largest cosine so that no power is out of range; with one of them the cosine itself.
    private static string AddCosineScores(OnnxGraph graph, PrototypeObjective objective, string directions, string parameters, string name)
    {
        string prototypes = LayerNodes.AddMatrix(graph, $"{parameters}.prototypes.T", objective.Prototypes);
        string lengths = graph.Add("ReduceL2", $"{name}.prototype_length", [prototypes, graph.Axis(0)]);
        string unit = graph.Add("Div", $"{name}.prototype_direction", [prototypes, LayerNodes.AddFloor(graph, lengths, LayerNodes.AnyLength)]);
        string cosines = graph.Add("MatMul", $"{name}.cosine", [directions, unit]);
        if (objective.PrototypesPerClass == 1)
        {
            return cosines;
        }

        string byClass = graph.Add(
            "Reshape", $"{name}.cosine_of_class", [cosines, graph.Integers("classes_prototypes", [-1, objective.ClassCount, objective.PrototypesPerClass], 3)]);
        string gamma = graph.Number("gamma", objective.Gamma);
        string largest = graph.Add("ReduceMax", $"{name}.largest_cosine", [byClass, graph.Axis(-1)]);
        string below = graph.Add("Mul", $"{name}.scaled_cosine", [graph.Add("Sub", $"{name}.below_largest", [byClass, largest]), gamma]);
        string joined = graph.Add("ReduceLogSumExp", $"{name}.joined_cosine", [below, graph.Axis(-1)]);
        string score = graph.Add("Add", $"{name}.class_score", [graph.Add("Div", $"{name}.share_of_others", [joined, gamma]), largest]);
        return graph.Add("Squeeze", $"{name}.score", [score, graph.Axis(-1)]);
    }
}
