using Engram.Families.Convolutional.Layers;
using Engram.Families.Convolutional.Objectives;
using Engram.Families.Convolutional.Products;
using Engram.Families.ForwardForward.Layerwise;
using Engram.Families.Hyperspherical;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Onnx;

/// <summary>Convolutional layers, and objectives of maps. Between nodes of several dimensions maps are rows, [batch, channels · height · width].</summary>
internal static class MapNodes
{
    /// <summary>
    /// h = pool(f(W ∗ x + b)), as rows; <c>name</c> is what analyses see of it, the mean of each channel, for each of so many labels where an image has a row
    /// for each.
    /// </summary>
    public static string AddLayer(OnnxGraph graph, ConvolutionalLayer layer, string rows, string parameters, string name, int labels)
    {
        string maps = AddMaps(graph, layer, rows, parameters, name);
        string means = graph.Add("GlobalAveragePool", $"{name}.channel_mean", [maps]);
        long[] shape = labels == 1 ? [-1, layer.Shape.Channels] : [-1, labels, layer.Shape.Channels];
        graph.Add("Reshape", name, [means, graph.Integers($"{name}.view_shape", shape, shape.Length)]);
        return graph.Add("Flatten", $"{name}.row", [maps]);
    }

    /// <summary>What the next layer takes: rows whose numbers have a root mean square of 1; silent ones stay silent.</summary>
    public static string AddPassedOn(OnnxGraph graph, string rows, LayerShape shape) => graph.Add(
        "Mul",
        $"{rows}.passed_on",
        [LayerNodes.AddUnitLength(graph, rows), graph.Number($"{rows}.length_of_all", MathF.Sqrt(shape.Channels * shape.Height * shape.Width))]);

    /// <summary>Scores that an objective of maps gives to the classes, [batch, labels].</summary>
    /// <exception cref="EngramException">The objective is none of these.</exception>
    public static string AddScores(OnnxGraph graph, LayerObjective objective, string rows, int index, LayerShape shape, int labels)
    {
        int unitCount = shape.Channels * shape.Height * shape.Width;
        string name = OnnxFile.Layer(index + 1);
        return objective switch
        {
            AuxiliaryObjective auxiliary => AddScores(graph, auxiliary.Inner, AddAuxiliary(graph, auxiliary.Auxiliary, rows, index), index, shape, labels),
            PooledObjective pooled => AddScores(graph, pooled.Inner, AddMeans(graph, pooled, rows, name), index, shape, labels),
            GoodnessObjective goodness => LabelNodes.AddByLabel(graph, GoodnessNodes.Add(graph, goodness.Goodness, rows, unitCount), labels),
            PrototypeObjective => ObjectiveNodes.Add(graph, objective, LayerNodes.AddUnitLength(graph, rows), index),
            _ => ObjectiveNodes.Add(graph, objective, rows, index),
        };
    }

    private static string AddAuxiliary(OnnxGraph graph, ConvolutionalLayer layer, string rows, int index)
    {
        string name = $"{OnnxFile.Layer(index + 1)}.auxiliary";
        return graph.Add("Flatten", $"{name}.row", [AddMaps(graph, layer, rows, $"layers.{index}.auxiliary", name)]);
    }

    private static string AddMaps(OnnxGraph graph, ConvolutionalLayer layer, string rows, string parameters, string name)
    {
        ConvolutionShape shape = layer.Map.Convolution;
        string below = graph.Add(
            "Reshape", $"{name}.input", [rows, graph.Integers($"{name}.input_shape", [-1, shape.Channels, shape.Height, shape.Width], 4)]);
        string drives = graph.Add(
            "Conv",
            $"{name}.product",
            [below, .. layer.Parameters.Take(layer.Filters.HasBiases ? 2 : 1).Select(parameter => AddParameter(graph, parameter))],
            OnnxGraph.Attribute("kernel_shape", [shape.KernelSize, shape.KernelSize]),
            OnnxGraph.Attribute("strides", [shape.Stride, shape.Stride]),
            OnnxGraph.Attribute("pads", [shape.Padding, shape.Padding, shape.Padding, shape.Padding]));
        if (layer.Normalization is { } normalization)
        {
            drives = LayerNodes.AddBatchNormalization(graph, drives, normalization, parameters, name);
        }

        string maps = LayerNodes.AddActivation(graph, layer.Activation, drives, $"{name}.maps");
        int size = layer.Map.PoolSize;
        return size == 1 ? maps : graph.Add(
            layer.TakesLargest ? "MaxPool" : "AveragePool",
            $"{name}.pooled",
            [maps],
            OnnxGraph.Attribute("kernel_shape", [size, size]),
            OnnxGraph.Attribute("strides", [size, size]));
    }

    // Cells may overlap, which no pooling of ONNX can express: every mean is a product of a map with a cell's shares.
    private static string AddMeans(OnnxGraph graph, PooledObjective objective, string rows, string name)
    {
        (LayerShape maps, int cells) = (objective.Maps, objective.Grid.CellCount);
        int positions = maps.Height * maps.Width;
        float[] shares = new float[positions * cells];
        MapGrid ofOne = new(maps with { Channels = 1 }, Math.Max(objective.Grid.Height, objective.Grid.Width));
        float[] map = new float[positions];
        float[] means = new float[cells];
        for (int position = 0; position < positions; position++)
        {
            map[position] = 1;
            ofOne.Pool(map, means);
            map[position] = 0;
            means.CopyTo(shares, position * cells);
        }

        string byChannel = graph.Add("Reshape", $"{name}.channels", [rows, graph.Integers($"{name}.channels_shape", [-1, maps.Channels, positions], 3)]);
        string product = graph.Add("MatMul", $"{name}.grid", [byChannel, graph.Floats($"{name}.cells", shares, positions, cells)]);
        return graph.Add("Flatten", $"{name}.means", [product]);
    }

    private static string AddParameter(OnnxGraph graph, Parameter parameter) =>
        graph.Floats(parameter.Name, parameter.ToArray(), [.. parameter.Shape.Select(length => (long)length)]);
}
