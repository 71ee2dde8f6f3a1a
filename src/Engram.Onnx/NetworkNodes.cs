using Engram.Families.Convolutional.Layers;
using Engram.Families.Dense;
using Engram.Families.Dense.Layerwise;
using Engram.Families.Spiking;
using Engram.Layers;
using Engram.Models;
using Engram.Models.Layerwise;
using Onnx;

namespace Engram.Onnx;

/// <summary>From images to predictions: the whole network of a family as one graph.</summary>
internal static class NetworkNodes
{
    /// <summary>The graph of a network.</summary>
    /// <exception cref="EngramException">A part of it cannot be expressed in ONNX.</exception>
    public static GraphProto Create(NetworkBody network)
    {
        OnnxGraph graph = new();
        switch (network)
        {
            case DenseNetwork dense:
                AddDense(graph, dense);
                break;
            case SpikingNetwork spiking:
                ScoreNodes.AddVotes(graph, spiking, SpikingNodes.Add(graph, spiking));
                break;
            case LayerwiseNetwork { Traits.NormalizesImages: false } layerwise when !layerwise.Traits.LabelsInInput || layerwise.Layers[0] is ConvolutionalLayer:
                AddLayerwise(graph, layerwise);
                break;
            default:
                throw Inexpressible($"model {network.Model}", "export one of the models that come with the program");
        }

        AddOutputs(graph, network);
        return graph.Message;
    }

    /// <summary>Says that something has no counterpart in ONNX.</summary>
    public static EngramException Inexpressible(string what, string remedy) => new($"The network cannot be written as ONNX because its {what} has no counterpart there; {remedy}.");

    private static void AddDense(OnnxGraph graph, DenseNetwork network)
    {
        string rows = ImageNodes.AddNormalized(graph, network.Input);
        List<string> goodness = [];
        foreach ((int index, DenseLayer layer) in network.Layers.Index())
        {
            string name = OnnxFile.Layer(index + 1);
            string drives = index == 0 && network.Traits.LabelsInInput
                ? ImageNodes.AddLabelledDrives(graph, network.Input, rows, layer, name)
                : LayerNodes.AddDrives(graph, rows, layer, $"layers.{index}", name);
            rows = LayerNodes.AddActivation(graph, network.Activation, drives, name);
            if (network.Head is null)
            {
                goodness.Add(GoodnessNodes.Add(graph, network.Goodness, rows, layer.OutputSize));
            }

            bool isLast = index == network.Layers.Count - 1;
            rows = network.Traits.NormalizesLengths && !isLast ? LayerNodes.AddUnitLength(graph, rows) : rows;
        }

        if (network.Head is { } head)
        {
            ScoreNodes.AddClassifier(graph, network, LayerNodes.AddDrives(graph, rows, head, "head", "logits"));
        }
        else
        {
            ScoreNodes.AddVotes(graph, network, goodness);
        }
    }

    private static void AddLayerwise(OnnxGraph graph, LayerwiseNetwork network)
    {
        string rows = ImageNodes.AddNormalized(graph, network.Input);
        rows = network.Traits.LabelsInInput ? LabelNodes.AddLabelled(graph, network, rows) : rows;
        int labels = network.Traits.LabelsInInput ? network.Input.ClassCount : 1;
        List<string> scores = [];
        for (int index = 0; index < network.Layers.Count; index++)
        {
            string name = OnnxFile.Layer(index + 1);
            if (network.Layers[index] is ConvolutionalLayer maps)
            {
                rows = MapNodes.AddLayer(graph, maps, rows, $"layers.{index}", name, labels);
                scores.Add(MapNodes.AddScores(graph, network.Objectives[index], rows, index, maps.Shape, labels));
                bool isLast = index == network.Layers.Count - 1;
                rows = network.Traits.NormalizesLengths && !isLast ? MapNodes.AddPassedOn(graph, rows, maps.Shape) : rows;
                continue;
            }

            DenseTrainableLayer layer = network.Layers[index] as DenseTrainableLayer
                ?? throw Inexpressible($"layer {index + 1}", "export one of the models that come with the program");
            string drives = layer.Normalization is null
                ? LayerNodes.AddDrives(graph, rows, layer.Linear, $"layers.{index}", name)
                : LayerNodes.AddNormalizedDrives(graph, rows, layer.Linear, layer.Normalization, $"layers.{index}", name);
            rows = LayerNodes.AddActivation(graph, layer.Activation, drives, name);
            rows = network.Traits.NormalizesLengths ? LayerNodes.AddUnitLength(graph, rows) : rows;
            scores.Add(ObjectiveNodes.Add(graph, network.Objectives[index], rows, index));
        }

        ScoreNodes.AddVotes(graph, network, scores);
    }

    private static void AddOutputs(OnnxGraph graph, NetworkBody network)
    {
        int labels = network.Input.ClassCount;
        ReadOut readOut = network.Traits.ReadOut;
        graph.Output(OnnxFile.Scores, readOut == ReadOut.Logits ? "logit of each class" : $"score of each label by the rule {network.Spec.Prediction}", null, labels);
        graph.OutputIntegers(OnnxFile.Prediction, "label with the largest score, -1 where all are equal", [null]);
        if (network.Traits.LayersVote)
        {
            string kind = readOut == ReadOut.Goodness ? "goodness of each layer with each label" : "score of each layer for each class";
            graph.Output(OnnxFile.LayerScores, kind, null, network.LayerShapes.Count, labels);
        }

        foreach ((int index, LayerShape shape) in network.LayerShapes.Index())
        {
            string name = OnnxFile.Layer(index + 1);
            if (network.Traits.LabelsInInput)
            {
                graph.Output(name, shape.Steps > 1 ? "spikes with each label in the image" : "activations with each label in the image", null, labels, shape.Channels);
            }
            else
            {
                graph.Output(name, "activations", null, shape.Channels);
            }
        }
    }
}
