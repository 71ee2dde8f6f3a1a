using Engram.Labels.Patterns;
using Engram.Models;
using Engram.Models.Layerwise;

namespace Engram.Onnx;

/// <summary>Labels that are spread over images: a row for each image with each label.</summary>
internal static class LabelNodes
{
    /// <summary>From normalized pixels [batch, inputs] to [batch · labels, inputs].</summary>
    public static string AddLabelled(OnnxGraph graph, LayerwiseNetwork network, string pixels)
    {
        string labelled = network.Code is TransformedImage transformed
            ? AddTransformed(graph, network.Input, transformed, pixels)
            : AddAffine(graph, network, pixels);
        return graph.Add("Reshape", "labelled_rows", [labelled, graph.Integers("labelled_shape", [-1, network.Input.Shape.InputSize], 2)]);
    }

    /// <summary>How many numbers the labels of a network take in a graph.</summary>
    public static long CountNumbers(NetworkBody network) => network is LayerwiseNetwork { Traits.LabelsInInput: true } layerwise
        ? layerwise.Code is TransformedImage transformed
            ? (long)network.Input.Shape.PixelCount * network.Input.Shape.PixelCount * transformed.OfLabel.Where(one => one.Moves).Select(one => one.Move).Distinct().Count()
            : (network.Input.ClassCount + 1L) * network.Input.Shape.InputSize
        : 0;

    /// <summary>From numbers of rows [batch · labels] to [batch, labels].</summary>
    public static string AddByLabel(OnnxGraph graph, string ofRows, int labels) =>
        graph.Add("Reshape", $"{ofRows}_by_label", [ofRows, graph.Integers($"{ofRows}_shape", [-1, labels], 2)]);

    // A pixel keeps a share of itself and is given something: what a label makes of black tells the one, what it makes of ones the other.
    private static string AddAffine(OnnxGraph graph, LayerwiseNetwork network, string pixels)
    {
        (int labels, int inputs) = (network.Input.ClassCount, network.Input.Shape.InputSize);
        float[] given = new float[labels * inputs];
        for (int label = 0; label < labels; label++)
        {
            network.Code.Write(given.AsSpan(label * inputs, inputs), label);
        }

        float[] share = new float[inputs];
        Array.Fill(share, 1);
        network.Code.Write(share, 0);
        for (int input = 0; input < inputs; input++)
        {
            share[input] -= given[input];
        }

        string kept = graph.Add("Mul", "kept_pixels", [pixels, graph.Floats("kept_share", share, inputs)]);
        string ofImages = graph.Add("Unsqueeze", "kept_of_image", [kept, graph.Axis(1)]);
        return graph.Add("Add", "labelled_pixels", [ofImages, graph.Floats("label_patterns", given, labels, inputs)]);
    }

    private static string AddTransformed(OnnxGraph graph, InputFormat input, TransformedImage code, string pixels)
    {
        ImageShape shape = input.Shape;
        string maps = graph.Add("Reshape", "image_maps", [pixels, graph.Integers("image_maps_shape", [-1, shape.Channels, shape.Height, shape.Width], 4)]);
        string black = OfChannels(graph, "black", input, byte.MinValue);
        string white = OfChannels(graph, "white", input, byte.MaxValue);
        Dictionary<ImageOperations, string> moves = code.OfLabel.Where(one => one.Moves).Select(one => one.Move).Distinct()
            .Index().ToDictionary(move => move.Item, move => graph.Floats($"move_{move.Index}", Shares(move.Item, shape), shape.PixelCount, shape.PixelCount));
        string[] labelled = [.. code.OfLabel.Select((operations, label) => graph.Add(
            "Unsqueeze", $"label_{label}.of_label", [AddOperations(graph, operations, operations.Moves ? AddMove(graph, moves[operations.Move], maps, shape, black, $"label_{label}") : maps, black, white, $"label_{label}"), graph.Axis(1)]))];
        return graph.Add("Concat", "labelled_pixels", labelled, OnnxGraph.Attribute("axis", 1L));
    }

    private static string AddOperations(OnnxGraph graph, ImageOperations operations, string maps, string black, string white, string name)
    {
        maps = operations.Shapes switch
        {
            ShapeOperation.Erosion => AddLeast(graph, maps, $"{name}.erosion"),
            ShapeOperation.Dilation => AddLargest(graph, maps, $"{name}.dilation"),
            ShapeOperation.Opening => AddLargest(graph, AddLeast(graph, maps, $"{name}.erosion"), $"{name}.opening"),
            ShapeOperation.Closing => AddLeast(graph, AddLargest(graph, maps, $"{name}.dilation"), $"{name}.closing"),
            ShapeOperation.Gradient => graph.Add(
                "Add", $"{name}.gradient", [graph.Add("Sub", $"{name}.edges", [AddLargest(graph, maps, $"{name}.dilation"), AddLeast(graph, maps, $"{name}.erosion")]), black]),
            _ => graph.Add("Identity", $"{name}.shapes", [maps]),
        };
        return operations.Inverts ? graph.Add("Sub", $"{name}.inverted", [graph.Add("Add", $"{name}.range", [black, white]), maps]) : maps;
    }

    // Every pixel is a sum of shares of others; what comes from outside is black.
    private static float[] Shares(ImageOperations move, ImageShape shape)
    {
        int pixels = shape.PixelCount;
        float[] shares = new float[pixels * pixels];
        float[] spare = new float[2 * pixels];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            Span<float> row = shares.AsSpan(pixel * pixels, pixels);
            row[pixel] = 1;
            move.Apply(row, shape.Width, black: 0, white: 1, spare);
        }

        return shares;
    }

    private static string AddMove(OnnxGraph graph, string shares, string maps, ImageShape shape, string black, string name)
    {
        int pixels = shape.PixelCount;
        string above = graph.Add("Sub", $"{name}.above_black", [maps, black]);
        string rows = graph.Add("Reshape", $"{name}.rows", [above, graph.Integers($"{name}.rows_shape", [-1, shape.Channels, pixels], 3)]);
        string moved = graph.Add("MatMul", $"{name}.moved_rows", [rows, shares]);
        string back = graph.Add("Reshape", $"{name}.moved_maps", [moved, graph.Integers($"{name}.maps_shape", [-1, shape.Channels, shape.Height, shape.Width], 4)]);
        return graph.Add("Add", $"{name}.moved", [back, black]);
    }

    private static string AddLeast(OnnxGraph graph, string maps, string name) =>
        graph.Add("Neg", name, [AddLargest(graph, graph.Add("Neg", $"{name}.negated", [maps]), $"{name}.largest")]);

    private static string AddLargest(OnnxGraph graph, string maps, string name) => graph.Add(
        "MaxPool", name, [maps], OnnxGraph.Attribute("kernel_shape", [3, 3]), OnnxGraph.Attribute("strides", [1, 1]), OnnxGraph.Attribute("pads", [1, 1, 1, 1]));

    private static string OfChannels(OnnxGraph graph, string name, InputFormat input, byte pixel) => graph.Floats(
        name, [.. Enumerable.Range(0, input.Shape.Channels).Select(channel => input.Normalization!.Apply(channel, pixel))], input.Shape.Channels, 1, 1);
}
